"""`cnnlint baseline`: its commands and their options."""

from __future__ import annotations

from typing import Any

import click

from cnnlint.cli.options import analysis_options

_FILE = click.option(
    "--baseline",
    "file",
    metavar="FILE",
    help="The baseline file (default: the configuration's, else cnnlint-baseline.json).",
)


@click.group()
def baseline() -> None:
    """Keep a list of findings that are known and not to be reported again."""


@baseline.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@_FILE
@analysis_options
def write(**arguments: Any) -> int:
    """Write down all that is found now."""
    from cnnlint.cli.knowing import write

    return write(**arguments)


@baseline.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@_FILE
@analysis_options
def prune(**arguments: Any) -> int:
    """Take out what is not found any more."""
    from cnnlint.cli.knowing import prune

    return prune(**arguments)
