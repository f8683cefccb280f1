"""What tests of all folders use."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import pytest
from hypothesis import settings

from support.command import Cnnlint, Ended
from support.counting import COUNTED, totals

# Before any test module imports keras: TensorFlow, its own first choice, is not among the dependencies.
os.environ.setdefault("KERAS_BACKEND", "torch")

# A fault of our own fails the test that meets it; for a user it only makes a value unknown.
os.environ.setdefault("CNNLINT_STRICT", "1")

# Results of earlier runs are used by tests of that alone.
os.environ["CNNLINT_CACHE_DIR"] = ""

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


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands on what it has compared."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["conformance"] = dict(COUNTED)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a worker has compared is counted; one that has crashed tells nothing."""
    COUNTED.update(getattr(node, "workeroutput", {}).get("conformance", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line with the cases that were held against the frameworks."""
    if COUNTED:
        terminalreporter.write_line(totals())
