"""`cnnlint clean`: its options."""

from __future__ import annotations

import click


@click.command(short_help="Remove the results that are kept.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--cache-dir", metavar="FOLDER", help="The folder that they are kept in (default: the one that check uses)."
)
def clean(paths: tuple[str, ...], cache_dir: str | None) -> int:
    """Remove the results that are kept for the project of the paths (default: the current folder)."""
    from cnnlint.cli.cleaning import run

    return run(paths, cache_dir)
