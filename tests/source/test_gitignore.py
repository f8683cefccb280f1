"""What git ignores: patterns one by one, and whole trees held against git itself where it is there."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from cnnlint.source import discover
from cnnlint.source.gitignore import Ignores, above


@pytest.mark.parametrize(
    ("lines", "path", "ignored"),
    [
        ("*.py", "a/b.py", True), ("/*.py", "a/b.py", False), ("/*.py", "b.py", True), ("a/*.py", "a/b.py", True),
        ("a/*.py", "c/a/b.py", False), ("**/a/*.py", "c/a/b.py", True), ("a/**", "a/b/c.py", True), ("a/**/c.py", "a/c.py", True),
        ("a/**/c.py", "a/x/y/c.py", True), ("*.py\n!b.py", "b.py", False), ("!b.py\n*.py", "b.py", True), ("# b.py", "b.py", False),
        ("\\#b.py", "#b.py", True), ("b.py  ", "b.py", True), ("b?.py", "b1.py", True), ("[ab].py", "b.py", True), ("[!ab].py", "b.py", False),
        ("[!ab].py", "c.py", True), ("b.py/", "b.py", False), ("B.PY", "b.py", False), ("a.c", "abc", False), ("", "b.py", False), ("[", "b.py", False),
    ],
)  # fmt: skip
def test_patterns(tmp_path: Path, lines: str, path: str, ignored: bool) -> None:
    (tmp_path / ".gitignore").write_text(lines)
    assert Ignores().below(tmp_path).has(tmp_path / path, is_folder=False) == ignored


def test_files_above_count_within_a_repository(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / ".gitignore").write_text("gone.py\n")
    assert not above(inner).has(inner / "gone.py", is_folder=False)
    (tmp_path / ".git").mkdir()
    assert above(inner).has(inner / "gone.py", is_folder=False)
    (tmp_path / "a" / ".gitignore").write_text("!gone.py\n")
    assert not above(inner).has(inner / "gone.py", is_folder=False)
    assert not above(tmp_path).has(tmp_path / "x.py", is_folder=False)


def test_a_file_that_cannot_be_read_ignores_nothing(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").mkdir()
    (tmp_path / "net.py").touch()
    assert discover([tmp_path], gitignore=True).files == (tmp_path / "net.py",)
    (tmp_path / ".gitignore").rmdir()
    (tmp_path / ".gitignore").write_bytes(b"\xff\x00\nnet.py\n")
    assert discover([tmp_path], gitignore=True).files == ()
    assert discover([tmp_path]).files == (tmp_path / "net.py",)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
def test_random_trees_are_read_as_git_reads_them(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    chance = random.Random(3)  # noqa: S311
    parts = ["a", "b", "ab", "*", "**", "a*", "?", "[ab]", "x.py", "*.py", "y.py", "!", "/"]
    for round_ in range(60):
        root = tmp_path / str(round_)
        for folder in ("", "a", "a/b", "ab", "b/a"):
            place = root / folder
            place.mkdir(parents=True, exist_ok=True)
            for name in ("x.py", "y.py", "ab.py"):
                (place / name).touch()
            if chance.random() < 0.6:
                lines = [
                    "".join(chance.choice(parts) + chance.choice(["", "/"]) for _ in range(chance.randint(1, 3)))
                    for _ in range(3)
                ]
                (place / ".gitignore").write_text("\n".join(lines) + "\n")
        listed = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-o", "--exclude-per-directory=.gitignore", "*.py"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        theirs = sorted(listed.stdout.splitlines())
        ours = sorted(path.relative_to(root).as_posix() for path in discover([root], gitignore=True).files)
        told = {str(path.relative_to(root)): path.read_text() for path in root.rglob(".gitignore")}
        assert ours == theirs, (set(ours) ^ set(theirs), told)
