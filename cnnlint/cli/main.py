"""The entry point: the group of commands, and how a run ends, whatever happens."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

import click

from cnnlint import __version__
from cnnlint.checking.errors import Refused
from cnnlint.cli.baseline import baseline
from cnnlint.cli.check import check
from cnnlint.cli.clean import clean
from cnnlint.cli.config import config
from cnnlint.cli.doctor import doctor
from cnnlint.cli.explain import explain
from cnnlint.cli.output import CANNOT_RUN, INTERRUPTED, OUTPUT_CLOSED, discard_output
from cnnlint.cli.rules import rules
from cnnlint.cli.show import show


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="cnnlint %(version)s")
def cli() -> None:
    """Reads Keras and PyTorch source and says which network designs cannot work, or see too little of their input."""


for command in (check, show, explain, rules, config, baseline, doctor, clean):
    cli.add_command(command)


def main() -> None:
    """Run the command line and exit: 0 clean, 1 findings, 2 could not run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        code = OUTPUT_CLOSED
        discard_output()
    sys.exit(code)


def _run() -> int:
    try:
        code = cli.main(prog_name="cnnlint", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as refused:
        refused.show()
        return refused.exit_code
    except Refused as refused:
        click.echo("Error: " + "\n".join(map(_printable, str(refused).splitlines())), err=True)
        return CANNOT_RUN
    except BrokenPipeError:
        raise
    except Exception as fault:
        _report(fault)
        return CANNOT_RUN
    return code if isinstance(code, int) else 0


def _printable(line: str) -> str:
    from cnnlint.report.text import printable

    return printable(line)


def _report(fault: Exception) -> None:
    if os.environ.get("CNNLINT_TRACEBACK"):
        traceback.print_exception(fault)
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    place = "/".join(Path(frame.filename).parts[-3:])
    click.echo(
        f"Error: cnnlint has a fault of its own: {type(fault).__name__}: {fault} ({place}:{frame.lineno}). "
        "Please report it with the source that it was reading; CNNLINT_TRACEBACK=1 shows more.",
        err=True,
    )
