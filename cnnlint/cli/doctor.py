"""`cnnlint doctor`: its options."""

from __future__ import annotations

import click


@click.command(short_help="Say what cnnlint finds here.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
def doctor(paths: tuple[str, ...]) -> int:
    """Say what a run would find here: versions, the configuration, the packages that models are followed into, the files."""
    from cnnlint.cli.diagnosing import run

    return run(paths)
