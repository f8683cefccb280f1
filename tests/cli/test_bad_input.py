"""Broken and hostile input, from the command line to the exit code: docs/bad-input.md says what happens."""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path

import pytest

from cnnlint.analysis import result
from cnnlint.analysis.result import Options
from support.command import Cnnlint

CORPUS = sorted((Path(__file__).parents[1] / "corpus" / "bad_input").glob("*.py"))
NET = """\
import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d(8, 8, 3))
model(torch.zeros(1, 3, 32, 32))
"""


@pytest.fixture(autouse=True)
def _small_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would exhaust the budget does so soon."""
    monkeypatch.setattr(result, "Options", partial(Options, steps=300_000))


@pytest.mark.parametrize("command", ["check", "show"])
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_file_breaks_the_run(cnnlint: Cnnlint, command: str, path: Path) -> None:
    ended = cnnlint(command, path)
    assert ended.code in (0, 1) if command == "check" else ended.code in (0, 1, 2)
    assert "fault of its own" not in ended.out + ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (b"import torch\nx = (\n", "2:5: error CNN901"),
        (b"import torch\0\n", "1:13: error CNN901 the file holds a null byte"),
        (b"import torch\n# caf\xe9\n", "2:1: error CNN902 is not utf-8"),
        ("import torch\n".encode("utf-16"), "1:1: error CNN902 is UTF-16"),
        (b"import torch\nf = lambda: f()\nx = f()\n", "2:13: warning CNN903"),
    ],
)
def test_a_broken_file_is_a_finding_and_the_others_are_read(
    cnnlint: Cnnlint, tmp_path: Path, content: bytes, finding: str
) -> None:
    (tmp_path / "broken.py").write_bytes(content)
    (tmp_path / "net.py").write_text(NET)
    ended = cnnlint("check", tmp_path, "--output-format", "concise")
    assert ended.code == 1
    assert finding in ended.out
    assert "in 2 files (1 model, " in ended.out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_links_that_lead_nowhere_are_findings(cnnlint: Cnnlint, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "loop.py").symlink_to("loop.py")
    (tmp_path / "folder.py").mkdir()
    ended = cnnlint("check", tmp_path, "--output-format", "concise")
    assert ended.code == 1
    assert [line.split(":")[0].rsplit("/")[-1] for line in ended.out.splitlines()[:2]] == ["loop.py", "pipe.py"]


def test_nothing_of_a_file_is_executed(cnnlint: Cnnlint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    traps = """\
import os, sys, subprocess, pathlib, pickle, builtins, importlib
import torch
os.system("touch executed")
pathlib.Path("executed").write_text("x")
open("executed", "w").write("x")
subprocess.run(["touch", "executed"])
eval("open('executed', 'w')")
exec("open('executed', 'w')")
__import__("os").system("touch executed")
importlib.import_module("trap")
sys.modules["os"].system("touch executed")
().__class__.__base__.__subclasses__()
pickle.loads(b"cos\\nsystem\\n(S'touch executed'\\ntR.")
"""
    (tmp_path / "net.py").write_text(traps + NET)
    (tmp_path / "trap.py").write_text("open('executed', 'w').write('x')\n")
    (tmp_path / "conftest.py").write_text("open('executed', 'w').write('x')\n")
    cnnlint("check", "net.py")
    cnnlint("show", "net.py::__import__('os').system('touch executed')")
    cnnlint("show", "net.py::(lambda: open('executed', 'w').write('x'))()")
    assert not (tmp_path / "executed").exists()


def test_names_with_escape_sequences_are_printed_escaped(cnnlint: Cnnlint, tmp_path: Path) -> None:
    text = NET.replace("nn.Conv2d(8, 8, 3))", 'nn.Conv2d(9, 8, 3)) if "\u202e" else None  # \u202e \u2066')
    (tmp_path / "ne\x1bt.py").write_text(text)
    for arguments in (["check"], ["check", "--output-format", "concise"], ["show"], ["show", "--format", "markdown"]):
        ended = cnnlint(*arguments, tmp_path / "ne\x1bt.py")
        assert ended.code in (0, 1)
        assert not set(ended.out + ended.err) & set("\x1b\u202e\u2066")


def test_json_of_hostile_names_is_json(cnnlint: Cnnlint, tmp_path: Path) -> None:
    (tmp_path / 'a"\x1b\udc80.py').write_text(NET.replace("Conv2d(8,", "Conv2d(9,"))
    document = json.loads(cnnlint("check", tmp_path, "--output-format", "json").out)
    assert document["diagnostics"][0]["path"].endswith('a"\x1b\udc80.py')
