"""`cnnlint check --watch`, and how far a run is."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cnnlint.cli import progress, watching
from support.command import Cnnlint

NET = "import torch\nfrom torch import nn\n\nnet = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d({}, 8, 3))\n"


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Callable[[], object]]:
    """What happens while it waits, one after the other; then the user ends it."""
    monkeypatch.chdir(tmp_path)
    happens: list[Callable[[], object]] = []

    def sleep(seconds: float) -> None:
        if not happens:
            raise KeyboardInterrupt
        happens.pop(0)()

    monkeypatch.setattr(watching.time, "sleep", sleep)
    return happens


def test_it_checks_again_when_something_has_changed(
    meanwhile: list[Callable[[], object]], tmp_path: Path, cnnlint: Cnnlint
) -> None:
    net, config = tmp_path / "net.py", tmp_path / "cnnlint.toml"
    net.write_text(NET.format(4))
    meanwhile += [
        lambda: None,
        lambda: net.write_text(NET.format(8) + "# mended\n"),
        lambda: config.write_text("modes = 1\n"),
        lambda: config.write_text("[severity]\nCNN101 = 'info'\n"),
        lambda: (tmp_path / "other.py").write_text(NET.format(4)),
    ]
    ended = cnnlint("check", "--watch", "--output-format", "concise", ".")
    assert ended.code == 130
    runs = [line for line in ended.out.splitlines() if " in " in line and "file" in line]
    assert [line.partition(" in ")[0] for line in runs] == ["1 error", "No findings", "No findings", "1 info"], (
        ended.out
    )
    assert ended.err.count("Watching") == 5
    assert "modes is not a setting; did you mean models?" in ended.err


def test_what_a_file_imports_is_looked_at_too(
    meanwhile: list[Callable[[], object]], tmp_path: Path, cnnlint: Cnnlint
) -> None:
    (tmp_path / "net.py").write_text("import torch\nfrom layers import net\n\nnet(torch.zeros(1, 3, 8, 8))\n")
    (tmp_path / "layers.py").write_text(NET.format(4))
    for cache in ("", "kept", "kept"):
        (tmp_path / "layers.py").write_text(NET.format(4))
        meanwhile.append(lambda: (tmp_path / "layers.py").write_text(NET.format(8)))
        ended = cnnlint("check", "--watch", "--cache-dir", cache, "--output-format", "concise", "net.py")
        assert [line[:7] for line in ended.out.splitlines() if " in 1 file" in line] == ["1 error", "No find"], ended


@pytest.mark.parametrize("options", [("--fix", "."), ("--diff", "."), ("--add-ignore", "x", "."), ("-",)])
def test_what_it_does_not_go_with(options: tuple[str, ...], cnnlint: Cnnlint) -> None:
    assert cnnlint("check", "--watch", *options).code == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_after_a_while_and_then_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    for stream, shown in ((Terminal(), ["", "2 of 4,000 files", ""]), (io.StringIO(), [""])):
        clock[0] = 0.0
        monkeypatch.setattr(progress.sys, "stderr", stream)
        with progress.progress() as tell:
            for done, now in ((1, 0.5), (2, 2.0), (3, 2.05)):
                clock[0] = now
                tell(done, 4_000)
        assert stream.getvalue().split("\r\x1b[K") == shown


def test_files_are_told_by_size_and_time(
    meanwhile: list[Callable[[], object]], tmp_path: Path, cnnlint: Cnnlint
) -> None:
    net = tmp_path / "net.py"
    net.write_text(NET.format(4))
    meanwhile.append(lambda: os.utime(net, (1, 1)))
    assert cnnlint("check", "--watch", "net.py").err.count("Watching") == 2
