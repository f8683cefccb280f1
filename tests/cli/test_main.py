"""How a run starts and ends: what it loads, broken pipes, interrupts, faults of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cnnlint import __version__
from cnnlint.cli import showing
from support.command import Cnnlint

DIGITS = Path(__file__).parents[2] / "docs" / "examples" / "digits.py"
PRINT_MODULES = """
import sys
from cnnlint.cli.main import main
sys.argv = ["cnnlint", *sys.argv[1:]]
try:
    main()
finally:
    print("\\n".join(sys.modules), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """The modules that a run has loaded."""
    ended = subprocess.run(
        [sys.executable, "-c", PRINT_MODULES, *arguments], capture_output=True, text=True, check=False
    )
    assert ended.returncode in (0, 1), ended.stderr
    return set(ended.stderr.splitlines())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"], ["explain", "CNN201"]])
def test_help_and_explanations_load_neither_libcst_nor_frameworks(arguments: list[str]) -> None:
    heavy = {
        "libcst",
        "torch",
        "keras",
        "tensorflow",
        "numpy",
        "cnnlint.frameworks",
        "cnnlint.analysis",
        "cnnlint.interpreter",
        "cnnlint.ops",
        "cnnlint.variation",
        "cnnlint.syntax",
    }
    assert not loaded(*arguments) & heavy


@pytest.mark.parametrize("command", ["check", "show"])
def test_frameworks_are_never_imported(command: str) -> None:
    modules = loaded(command, str(DIGITS))
    assert "cnnlint.analysis" in modules
    assert not modules & {"torch", "keras", "tensorflow", "numpy", "jax"}


def test_version_and_help(cnnlint: Cnnlint) -> None:
    assert cnnlint("--version").out == f"cnnlint {__version__}\n"
    for arguments in (["-h"], ["--help"], ["check", "-h"]):
        ended = cnnlint(*arguments)
        assert ended.code == 0
        assert "Usage: cnnlint" in ended.out


def test_unknown_commands_and_options_are_2(cnnlint: Cnnlint) -> None:
    assert cnnlint("chekc").code == 2
    assert "No such option" in cnnlint("check", "--frobnicate").err


def test_module_and_script_are_the_same() -> None:
    ended = subprocess.run([sys.executable, "-m", "cnnlint", "--version"], capture_output=True, text=True, check=True)
    assert ended.stdout == f"cnnlint {__version__}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
@pytest.mark.parametrize("arguments", [["show", str(DIGITS)], ["check", str(DIGITS)], ["rules", "list"], ["--help"]])
def test_a_reader_that_leaves_ends_the_run_quietly(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "cnnlint", *arguments], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert ended.stderr == b""
    assert ended.returncode in (1, 141)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are otherwise there")
def test_an_interrupt_ends_the_run_quietly() -> None:
    # It waits on standard input, which stays open.
    with subprocess.Popen(
        [sys.executable, "-c", "print(flush=True); from cnnlint.__main__ import main; main()", "check", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        for _ in range(100):
            try:
                process.wait(0.3)
                break
            except subprocess.TimeoutExpired:
                if _reads_stdin(process.pid):
                    process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in err


def _reads_stdin(pid: int) -> bool:
    """Whether the process sleeps in a read, where that can be told."""
    channel = Path(f"/proc/{pid}/wchan")
    try:
        return "pipe" in channel.read_text() or channel.read_text() in ("", "0")
    except OSError:
        return True


def test_a_fault_of_our_own_is_one_line_and_2(cnnlint: Cnnlint, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(showing, "analyze_target", fail)
    ended = cnnlint("show", DIGITS)
    assert (ended.code, ended.out) == (2, "")
    assert re.fullmatch(
        r"Error: cnnlint has a fault of its own: ZeroDivisionError: inside \(.*test_main\.py:\d+\)\. .*\n", ended.err
    )
    monkeypatch.setenv("CNNLINT_TRACEBACK", "1")
    assert "Traceback (most recent call last)" in cnnlint("show", DIGITS).err


def test_output_that_cannot_encode_a_sign_escapes_it() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ended = subprocess.run(
        [sys.executable, "-m", "cnnlint", "show", str(DIGITS)], capture_output=True, env=environment, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"7\\xd77" in ended.stdout
