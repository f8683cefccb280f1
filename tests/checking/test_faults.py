"""Runs that are disturbed: no traceback, no hang, no finding of other files lost, exit codes as designed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cnnlint import analysis
from support.command import Cnnlint

ROOT = Path(__file__).parents[2]
BAD = "import torch\nfrom torch import nn\n\nnet = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d(4, 8, 3))\n"
PATIENCE = 120.0  # seconds until a run that is waited for counts as hanging


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CNNLINT_CACHE_DIR", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("CNNLINT_STRICT", raising=False)
    return tmp_path


def begun(*arguments: str, code: str = "") -> subprocess.Popen[str]:
    """A run of the command line in a process of its own; `code` is run in it before."""
    script = (
        f"import sys; sys.argv = ['cnnlint', *{list(arguments)!r}]\n{code}\nfrom cnnlint.cli.main import main\nmain()"
    )
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it hangs"
        time.sleep(0.02)


WAITS = """
from cnnlint import analysis
import os, pathlib, time
real = analysis.analyze_source
def waiting(text, path, *rest):
    pathlib.Path(f"{path}.begun").write_text(str(os.getpid()))
    while path.endswith("slow.py"):
        time.sleep(0.02)
    return real(text, path, *rest)
analysis.analyze_source = waiting
"""


@pytest.fixture
def slow(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A run of two processes that hangs at its last file, while all others are done."""
    for name in ("a.py", "b.py", "c.py", "slow.py"):
        (folder / name).write_text(BAD)
    process = begun("check", "--jobs", "2", "--output-format", "concise", ".", code=WAITS)
    # The second process has c.py and slow.py; the first takes what is left of it.
    until(lambda: all((folder / f"{name}.py.begun").exists() for name in ("b", "c", "slow")))
    yield process
    process.kill()
    process.communicate()


def test_ctrl_c_prints_what_is_done_and_leaves_no_process(slow: subprocess.Popen[str], folder: Path) -> None:
    workers = {int(path.read_text()) for path in folder.glob("*.begun")}
    results = folder.parent / f"{folder.name}-cache" / "results"
    until(lambda: sum(1 for path in results.rglob("*") if path.is_file()) == 3)
    slow.send_signal(signal.SIGINT)
    out, err = slow.communicate(timeout=PATIENCE)
    assert slow.returncode == 130
    assert [line.split(":")[0] for line in out.splitlines() if "error" in line and ".py" in line] == [
        "a.py",
        "b.py",
        "c.py",
    ]
    assert err.splitlines() == ["Interrupted: 3 of 4 files checked, nothing changed"]
    until(lambda: not any(map(is_there, workers)))


def test_processes_end_with_the_one_that_has_begun_them(slow: subprocess.Popen[str], folder: Path) -> None:
    workers = {int(path.read_text()) for path in folder.glob("*.begun")}
    slow.kill()
    slow.wait()
    until(lambda: not any(map(is_there, workers)))


def is_there(process: int) -> bool:
    """Whether a process is there and not just waiting to be buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_two_runs_at_once_share_a_cache(folder: Path) -> None:
    for number in range(20):
        (folder / f"net{number:02}.py").write_text(f"{BAD}# {number}\n")
    runs = [begun("check", "--jobs", "2", "--output-format", "json", ".") for _ in range(2)]
    documents = []
    for run in runs:
        out, err = run.communicate(timeout=PATIENCE)
        assert (run.returncode, err) == (1, "")
        documents.append(json.loads(out)["diagnostics"])
    assert documents[0] == documents[1]
    assert sum(found["severity"] == "error" for found in documents[0]) == 20


@pytest.mark.parametrize("what", ["deleted", "changed", "broken", "a folder"])
def test_a_file_that_changes_during_the_run(
    what: str, folder: Path, cnnlint: Cnnlint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.py", "b.py", "c.py"):
        (folder / name).write_text(BAD)
    real = analysis.analyze_source

    def disturbed(text: str, path: str, *rest: Any) -> Any:
        if path == "a.py":
            (folder / "b.py").unlink()
            if what == "a folder":
                (folder / "b.py").mkdir()
            elif what != "deleted":
                (folder / "b.py").write_text("import torch\n" if what == "changed" else "import torch (\n")
        return real(text, path, *rest)

    monkeypatch.setattr(analysis, "analyze_source", disturbed)
    ended = cnnlint("check", "--jobs", "1", "--output-format", "json", ".")
    found = json.loads(ended.out)["diagnostics"]
    assert (ended.code, ended.err) == (1, "")
    assert [one["path"] for one in found if one["severity"] == "error"] == ["a.py", "b.py", "c.py"]
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    again = json.loads(cnnlint("check", "--jobs", "1", "--output-format", "json", ".").out)["diagnostics"]
    assert [one["path"] for one in again if one["severity"] == "error"] == (
        ["a.py", "b.py", "c.py"] if what == "broken" else ["a.py", "c.py"]
    )


def strange() -> dict[str, bytes]:
    """Files that nobody writes, by name."""
    drawn = random.Random(1)  # noqa: S311 - for bytes that nobody has to guess
    return {
        "bytes.py": b"import torch\n" + drawn.randbytes(3000),
        "null.py": b"import torch\n\0\n",
        "utf16.py": "import torch\n".encode("utf-16"),
        "deep.py": b"import torch\nx = " + b"(" * 5000 + b"1" + b")" * 5000 + b"\n",
        "blocks.py": b"import torch\n" + b"".join(b" " * n + b"if x:\n" for n in range(300)),
        "operators.py": b"import torch\nx = " + b"-" * 20_000 + b"1\n",
        "sum.py": b"import torch\nx = " + b"1 + " * 20_000 + b"1\n",
        "chain.py": b"import torch\nx = torch" + b".nn" * 5_000 + b"\n",
        "string.py": b"import torch\nx = '''" + b"a" * 100_000,
        "torch\xff.py".encode("latin-1").decode("latin-1"): b"import torch\n",
        "generated.py": b"import torch\n"
        + b"".join(b"weights_%d = [%s]\n" % (n, b"0.5, " * 2_000) for n in range(500)),
    }


def test_strange_files_cost_themselves_alone(folder: Path, cnnlint: Cnnlint) -> None:
    (folder / "zz.py").write_text(BAD)
    for name, content in strange().items():
        (folder / name).write_bytes(content)
    assert os.path.getsize(folder / "generated.py") > 5_000_000
    ended = cnnlint("check", "--jobs", "2", "--output-format", "json", ".")
    document = json.loads(ended.out)
    assert (ended.code, ended.err) == (1, "")
    assert document["summary"]["files"] == len(strange()) + 1
    told = {one["path"]: one["rule"] for one in document["diagnostics"]}
    assert told["zz.py"] == "CNN101"
    assert {told[f"{name}.py"] for name in ("deep", "operators", "sum", "chain", "generated")} == {"CNN906"}
    assert "CNN903" not in told.values()
