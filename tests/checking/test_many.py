"""Many files: the same findings whoever checks them, and none lost to a file that goes wrong."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from cnnlint import analysis
from cnnlint.analysis.result import FileAnalysis, Options
from cnnlint.checking import pool, run
from cnnlint.checking.many import Means
from cnnlint.checking.run import Outcome
from cnnlint.checking.session import Job
from cnnlint.checking.setting_out import checker_of
from cnnlint.config import Settings

NET = """import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, {kernel})
        self.head = nn.Linear(8, 10)

    def forward(self, x):
        return self.head(self.conv(x).mean((2, 3)))


Net()(torch.zeros(1, {channels}, 8, 8))
"""
FILES = 12


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of nets, of which every third is wrong."""
    monkeypatch.chdir(tmp_path)
    for number in range(FILES):
        (tmp_path / f"net{number:02}.py").write_text(NET.format(kernel=3, channels=3 if number % 3 else 4))
    return tmp_path


def checked(processes: int, *paths: str, **settings: Any) -> Outcome:
    return run.run(checker_of(Settings(**settings), True), paths or (".",), means=Means(processes=processes))


def told(outcome: Outcome) -> Sequence[tuple[str, int, str]]:
    return [(found.at.path, found.at.line, found.rule) for found in outcome.run.diagnostics]


def wrong(outcome: Outcome) -> list[str]:
    return [found.at.path for found in outcome.run.diagnostics if found.severity == "error"]


def test_several_processes_find_what_one_finds_in_the_same_order(folder: Path) -> None:
    alone, both = checked(1), checked(3)
    assert told(alone) == told(both)
    assert wrong(both) == [f"net{number:02}.py" for number in range(0, FILES, 3)]
    assert alone.run.diagnostics == both.run.diagnostics
    counts = [(o.run.summary.files, o.run.summary.models, o.run.summary.layers) for o in (alone, both)]
    assert counts[0] == counts[1] == (FILES, FILES, FILES * 3)


def test_processes_that_load_everything_themselves_find_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_can_fork", lambda: False)
    assert told(checked(2, severity={"CNN101": "info"})) == told(checked(1, severity={"CNN101": "info"}))
    assert not pool.is_worth_it([Job("a.py", "")] * 8, 2)


class Slow:
    """An analysis that goes wrong for one file."""

    def __init__(self, name: str, how: str) -> None:
        self.name = name
        self.how = how
        self.real = analysis.analyze_source

    def __call__(self, text: str, path: str, options: Options, *rest: Any) -> FileAnalysis:
        if path.endswith(self.name):
            if self.how == "hangs":
                time.sleep(3600)
            if self.how == "is killed":
                os.kill(os.getpid(), signal.SIGKILL)
            raise MemoryError
        return self.real(text, path, options, *rest)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("is killed", "the file was not checked: its process was ended by SIGKILL, perhaps for want of memory"),
        ("hangs", "the file was not checked: it took longer than 0.5 s and was given up"),
        ("fails", "a fault of cnnlint's own (MemoryError: )"),
    ],
)
def test_a_file_that_goes_wrong_costs_itself_alone(
    how: str, words: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cnnlint.interpreter.calls.STRICT", False)
    monkeypatch.setattr(analysis, "analyze_source", Slow("net04.py", how))
    if how == "hangs":
        monkeypatch.setattr(pool, "GRACE", 0.1)
        outcome = checked(2, "net03.py", "net04.py", timeout=0.2)
        assert [path for path, _, rule in told(outcome) if rule == "CNN903"] == ["net04.py"]
        return
    outcome = checked(2)
    lost = [found for found in outcome.run.diagnostics if found.rule == "CNN903"]
    assert [(found.at.path, found.message) for found in lost] == [("net04.py", words)]
    assert [one for one in told(outcome) if one[2] != "CNN903"] == told(
        checked(1, *[f"net{n:02}.py" for n in range(FILES) if n != 4])
    )


def test_no_process_is_left_behind(folder: Path) -> None:
    import multiprocessing

    checked(3)
    assert multiprocessing.active_children() == []


def test_an_interrupted_run_tells_what_was_done(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = analysis.analyze_source

    def interrupted(text: str, path: str, *rest: Any) -> FileAnalysis:
        if path.endswith("net05.py"):
            raise KeyboardInterrupt
        return real(text, path, *rest)

    monkeypatch.setattr(analysis, "analyze_source", interrupted)
    outcome = checked(1)
    assert outcome.interrupted == (5, FILES)
    assert wrong(outcome) == ["net00.py", "net03.py"]
