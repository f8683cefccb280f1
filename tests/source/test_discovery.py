from __future__ import annotations

import os
from pathlib import Path

import pytest

from cnnlint.source import discover


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.py", "a.py", "notes.txt", "stub.pyi", "pkg/z.py", "pkg/sub/m.py", "pkg/__pycache__/m.py", ".git/hook.py", ".venv/lib/v.py",
        "venv/v.py", "node_modules/n.py", "lib/site-packages/s.py", "myenv/pyvenv.cfg", "myenv/lib/e.py", "tests/test_a.py",
        "folder.py/inner.py", ".hidden.py",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path


def _names(tree: Path, *paths: str, exclude: tuple[str, ...] = ()) -> list[str]:
    found = discover([tree / path for path in paths], exclude)
    assert found.problems == ()
    return [file.relative_to(tree).as_posix() for file in found.files]


def test_a_folder_stands_for_its_python_files(tree: Path) -> None:
    expected = [".hidden.py", "a.py", "b.py", "folder.py/inner.py", "pkg/sub/m.py", "pkg/z.py", "tests/test_a.py"]
    assert _names(tree, ".") == expected


@pytest.mark.parametrize(
    "folder", [".venv", "venv", "node_modules", "lib/site-packages", "pkg/__pycache__", "myenv", ".git"]
)
def test_a_folder_that_is_named_is_read_whatever_it_is_called(tree: Path, folder: str) -> None:
    assert len(_names(tree, folder)) == 1


def test_a_file_that_is_named_is_always_taken(tree: Path) -> None:
    names = ["notes.txt", "stub.pyi", "venv/v.py"]
    assert _names(tree, *names, exclude=("*",)) == names


@pytest.mark.parametrize(
    ("pattern", "gone"),
    [
        ("tests", "tests/test_a.py"),
        ("tests/", "tests/test_a.py"),
        ("test_*.py", "tests/test_a.py"),
        ("tests/*", "tests/test_a.py"),
        ("pkg/sub", "pkg/sub/m.py"),
        ("*/sub/*", "pkg/sub/m.py"),
        ("a.py", "a.py"),
    ],
)
def test_exclusion(tree: Path, pattern: str, gone: str) -> None:
    assert set(_names(tree, ".")) - set(_names(tree, ".", exclude=(pattern,))) == {gone}


def test_exclusion_by_the_path_as_given(tree: Path) -> None:
    assert "pkg/z.py" not in _names(tree, ".", exclude=(f"{tree.as_posix()}/pkg/*",))


def test_overlapping_paths_give_each_file_once(tree: Path) -> None:
    assert _names(tree, "pkg", ".", "pkg/z.py", "pkg") == _names(tree, ".")


def test_paths_that_lead_nowhere_are_problems(tree: Path) -> None:
    found = discover([tree / "none.py", tree / "a.py", tree / "a.py" / "b", Path("null\0")], ())
    assert [problem.kind for problem in found.problems] == ["missing", "missing", "unreadable"]
    assert [file.name for file in found.files] == ["a.py"]


def test_relative_paths_stay_relative(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    assert [str(file) for file in discover([Path("pkg")], ()).files] == [
        os.path.join("pkg", "sub", "m.py"),
        os.path.join("pkg", "z.py"),
    ]
    assert discover([Path()], ()).files[0] == Path(".hidden.py")


def test_links_in_a_circle_end(tree: Path) -> None:
    (tree / "pkg" / "loop").symlink_to(tree, target_is_directory=True)
    (tree / "broken.py").symlink_to(tree / "none")
    (tree / "linked.py").symlink_to(tree / "notes.txt")
    names = _names(tree, ".")
    assert "linked.py" in names
    assert not [name for name in names if "loop" in name]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user who may be refused")
def test_a_locked_folder_is_a_problem(tree: Path) -> None:
    (tree / "pkg").chmod(0)
    try:
        found = discover([tree], ())
    finally:
        (tree / "pkg").chmod(0o755)
    assert [problem.kind for problem in found.problems] == ["unreadable"]
    assert found.files
