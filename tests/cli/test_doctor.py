"""`cnnlint doctor`."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command import Cnnlint


def test_it_says_what_is_found(tmp_path: Path, cnnlint: Cnnlint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.py").write_text("import torch\n")
    (tmp_path / "cnnlint.toml").write_text('mode = "train"\n')
    ended = cnnlint("doctor")
    assert (ended.code, ended.err) == (0, "")
    told = dict(line.split(maxsplit=1) for line in ended.out.splitlines())
    assert told["configuration"].endswith("cnnlint.toml")
    assert told["files"] == "1 file (before exclude)"
    (tmp_path / "cnnlint.toml").write_text("modes = 1\n")
    assert cnnlint("doctor").code == 2
