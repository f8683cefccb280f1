"""What tests of all folders use."""

from __future__ import annotations

import io
import os
import sys

import pytest
from hypothesis import settings

from support.command import Cnnlint, Ended

# Before any test module imports keras: TensorFlow, its own first choice, is not among the dependencies.
os.environ.setdefault("KERAS_BACKEND", "torch")

# A fault of our own fails the test that meets it; for a user it only makes a value unknown.
os.environ.setdefault("CNNLINT_STRICT", "1")

# No test depends on how fast the machine is, nor on chance.
settings.register_profile("cnnlint", deadline=None, derandomize=True)
settings.load_profile("cnnlint")


@pytest.fixture
def cnnlint(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cnnlint:
    """The command line, run in this process: `cnnlint("check", "net.py", stdin=b"…")`."""
    from cnnlint.cli.main import main

    def run(*arguments: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["cnnlint", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Ended(int(ended.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colours and no settings of whoever runs the tests."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CNNLINT_TRACEBACK", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
