"""Taking cnnlint into use where much is found: baselines, revisions, comments, and what fails a run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import Cnnlint

BROKEN = """import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(3, 8, 3, padding=1),  # first
    nn.Conv2d(16, 8, 3, padding=1),
)
net(torch.zeros(1, 3, 32, 32))
"""
SECOND = "\nlast = nn.Linear(10, 2)\nlast(torch.zeros(1, 12))\n"


@pytest.fixture
def net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "src").mkdir()
    path = tmp_path / "src" / "net.py"
    path.write_text(BROKEN)
    return path


def codes(cnnlint: Cnnlint, *arguments: str) -> list[str]:
    return [
        json.loads(line)["rule"]
        for line in cnnlint("check", *arguments, "--output-format", "json-lines").out.splitlines()
    ]


def test_a_baseline_knows_what_was_there_wherever_it_moves(net: Path, cnnlint: Cnnlint) -> None:
    ended = cnnlint("baseline", "write", "src")
    assert (ended.code, ended.out) == (0, "cnnlint-baseline.json: 1 finding known\n")
    document = json.loads(Path("cnnlint-baseline.json").read_text())
    line = "nn.Conv2d(16, 8, 3, padding=1),"
    assert document == {
        "schema": "cnnlint/baseline/1",
        "findings": [{"path": "src/net.py", "rule": "CNN101", "line": line, "count": 1}],
    }
    net.write_text("# more\n\n" + BROKEN)
    ended = cnnlint("check", "src", "--baseline", "cnnlint-baseline.json")
    assert (ended.code, ended.err) == (0, "")
    assert "No findings in 1 file (1 model, " in ended.out
    assert ", 1 known, " in ended.out
    net.write_text(BROKEN + SECOND)
    (net.parent.parent / "cnnlint.toml").write_text('baseline = "cnnlint-baseline.json"\n')
    assert codes(cnnlint, "src") == ["CNN102"]
    assert codes(cnnlint, str(net)) == ["CNN102"]


def test_entries_that_find_nothing_are_told_and_pruned(net: Path, cnnlint: Cnnlint) -> None:
    other = net.parent / "other.py"
    other.write_text(BROKEN)
    cnnlint("baseline", "write")
    net.write_text("import torch\n")
    quiet = ["--baseline", "cnnlint-baseline.json", "-q"]
    ended = cnnlint("check", *quiet)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == (
        "Warning: cnnlint-baseline.json: 1 finding of the baseline is not there any more (cnnlint baseline prune)\n"
    )
    assert cnnlint("check", str(other), *quiet).err == ""  # of what was not looked at nothing is said
    assert cnnlint("check", "src", "--ignore", "CNN101", *quiet).err == ""
    ended = cnnlint("baseline", "prune")
    assert (ended.code, ended.out) == (0, "cnnlint-baseline.json: 1 finding taken out, 1 known\n")
    assert cnnlint("check", *quiet).err == ""
    other.unlink()
    assert "1 finding taken out, 0 known" in cnnlint("baseline", "prune").out
    assert json.loads(Path("cnnlint-baseline.json").read_text())["findings"] == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "cnnlint/baseline/1", "findings": [3]}', "\x00", "[" * 10_000]
)
def test_what_is_no_baseline_is_refused(net: Path, cnnlint: Cnnlint, text: str) -> None:
    Path("known.json").write_text(text)
    ended = cnnlint("check", "--baseline", "known.json")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Error: known.json is no baseline: ")
    assert (
        "nowhere.json: No such file or directory (cnnlint baseline write makes one)"
        in cnnlint("check", "--baseline", "nowhere.json").err
    )


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
def test_only_what_is_new_since_a_revision(net: Path, cnnlint: Cnnlint) -> None:
    marker = net.parent.parent / "ran"
    (net.parent / "parts.py").write_text("WIDTH = 16\n")
    net.write_text(
        BROKEN.replace("nn.Conv2d(16", "nn.Conv2d(WIDTH").replace(
            "import torch\n", "import torch\nfrom parts import WIDTH\n", 1
        )
    )
    git("init", ".")
    git("config", "core.fsmonitor", f"touch {marker}")
    git("add", "src")
    git("commit", "-m", "first")
    assert codes(cnnlint, "src") == ["CNN101"]
    assert codes(cnnlint, "src", "--diff-from", "HEAD") == []
    net.write_text("# moved\n" + net.read_text() + SECOND)
    assert codes(cnnlint, "src", "--diff-from", "HEAD") == ["CNN102"]
    git("mv", "src/net.py", "src/model.py")
    git("commit", "-a", "-m", "second")
    assert codes(cnnlint, "src", "--diff-from", "HEAD~1") == ["CNN102"]
    (net.parent / "parts.py").write_text("WIDTH = 9\n")
    assert codes(cnnlint, "src", "--diff-from", "HEAD") == []
    (net.parent / "new.py").write_text(BROKEN)
    assert codes(cnnlint, "src", "--diff-from", "HEAD") == ["CNN101"]
    for revision, message in (("nowhere", "there is no revision nowhere"), ("--help", "there is no revision --help")):
        ended = cnnlint("check", "src", f"--diff-from={revision}")
        assert (ended.code, ended.out) == (2, "")
        assert message in ended.err
    marker.unlink(missing_ok=True)
    codes(cnnlint, "src", "--diff-from", "HEAD")
    assert not marker.exists(), "a helper of the repository was run"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
def test_a_revision_needs_a_repository(net: Path, cnnlint: Cnnlint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(net.parent.parent))
    ended = cnnlint("check", "src", "--diff-from", "HEAD")
    assert ended.code == 2
    assert "not a git repository" in ended.err
    monkeypatch.setenv("PATH", "")
    assert "--diff-from needs git" in cnnlint("check", "src", "--diff-from", "HEAD").err


def test_findings_are_silenced_with_a_reason(net: Path, cnnlint: Cnnlint) -> None:
    ended = cnnlint("check", "src", "--add-ignore", "tracked in ticket 12")
    assert (ended.code, ended.out) == (0, "1 finding silenced in 1 file\n")
    line = "    nn.Conv2d(16, 8, 3, padding=1),"
    assert net.read_text() == BROKEN.replace(line, f"{line}  # cnnlint: ignore[CNN101] tracked in ticket 12")
    ended = cnnlint("check", "src")
    assert ended.code == 0
    assert ", 1 suppressed, " in ended.out


def test_comments_that_silence_nothing_are_taken_out(net: Path, cnnlint: Cnnlint) -> None:
    text = BROKEN.replace("nn.Conv2d(16", "nn.Conv2d(8").replace(
        "# first", "# first  # cnnlint: ignore[CNN101, CNN201] why"
    )
    net.write_text(text.replace("\n", "\r\n"), newline="")
    assert codes(cnnlint, "src") == ["CNN904"]
    ended = cnnlint("check", "src", "--fix")
    assert (ended.code, ended.err) == (0, "")
    assert ", 1 fixed, " in ended.out
    assert net.read_bytes().decode() == BROKEN.replace("nn.Conv2d(16", "nn.Conv2d(8").replace("\n", "\r\n")


def test_fixes_are_shown_and_carried_out(net: Path, cnnlint: Cnnlint) -> None:
    net.write_bytes(b"\xef\xbb\xbf" + BROKEN.encode())
    net.chmod(0o640)
    assert cnnlint("check", "src", "--fix").code == 1
    ended = cnnlint("check", "src", "--diff", "--unsafe-fixes")
    assert ended.code == 1
    assert [line for line in ended.out.splitlines() if line[0] in "+-"] == [
        "--- src/net.py", "+++ src/net.py",
        "-    nn.Conv2d(16, 8, 3, padding=1),", "+    nn.Conv2d(8, 8, 3, padding=1),",
    ]  # fmt: skip
    assert net.read_bytes() == b"\xef\xbb\xbf" + BROKEN.encode()
    ended = cnnlint("check", "src", "--fix", "--unsafe-fixes")
    assert ended.code == 0
    assert net.read_bytes() == b"\xef\xbb\xbf" + BROKEN.replace("nn.Conv2d(16", "nn.Conv2d(8").encode()
    assert net.stat().st_mode & 0o777 == 0o640
    assert cnnlint("check", "src", "--diff", "--unsafe-fixes").code == 0


def test_standard_input_is_mended_to_standard_output(net: Path) -> None:
    command = [sys.executable, "-m", "cnnlint", "check", "-", "--fix", "--unsafe-fixes", "--stdin-filename", "net.py"]
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ended = subprocess.run(command, input=BROKEN.encode(), capture_output=True, check=False, env=here)
    assert ended.stdout.decode() == BROKEN.replace("nn.Conv2d(16", "nn.Conv2d(8")
    assert b"1 fixed" in ended.stderr


def test_statistics(net: Path, cnnlint: Cnnlint) -> None:
    (net.parent / "two.py").write_text(BROKEN + SECOND)
    ended = cnnlint("check", "src", "--statistics")
    assert ended.code == 1
    assert ended.out.splitlines()[:3] == [
        "2  error CNN101  2 with a fix  channel-mismatch",
        "1  error CNN102  1 with a fix  feature-mismatch",
        "",
    ]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1), (["--exit-zero"], 0), (["--max-warnings", "1"], 0), (["--max-warnings", "0"], 1),
        (["--fail-level", "error"], 0), (["--fail-level", "error", "--max-warnings", "0"], 1),
        (["--diff", "--exit-zero"], 0), (["--diff"], 1),
    ],
)  # fmt: skip
def test_what_fails_a_run(net: Path, cnnlint: Cnnlint, options: list[str], code: int) -> None:
    net.write_text("import torch\nx = 1  # cnnlint: ignore[CNN101] a warning\n")
    assert cnnlint("check", "src", *options).code == code


def test_an_error_fails_whatever_the_number_of_warnings(net: Path, cnnlint: Cnnlint) -> None:
    assert cnnlint("check", "src", "--max-warnings", "5").code == 1
