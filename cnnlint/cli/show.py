"""`cnnlint show`: its options."""

from __future__ import annotations

from typing import Any

import click

from cnnlint.cli.options import analysis_options, words


@click.command(short_help="Print the layers of a model.")
@click.argument("target")
@analysis_options
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "json", "markdown", "svg"]),
    default="table",
    help="How to print.",
)
@click.option("--depth", type=click.IntRange(min=1), metavar="N", help="Show containers down to this level.")
@click.option(
    "--columns",
    callback=words,
    metavar="NAMES",
    help="Columns of the table: layer, type, output, params, macs, field, sees, "
    "trainable, op, kind, inputs, least, effective, step, start, line.",
)
@click.option(
    "--width", type=click.IntRange(min=20), metavar="N", help="Cells in a line (default: the terminal's, else 80)."
)
@click.option(
    "--what-if", "edits", is_flag=True, help="Try edits (pools, strides, dilations …) and show what they would give."
)
@click.option("--model", "model_name", metavar="NAME", help="Show this one of several models.")
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input, where TARGET is -.")
def show(**arguments: Any) -> int:
    """Print the layers of a model: shape, parameters, cost, receptive field.

    TARGET is a file, a folder, file.py::name (a model, class or function), file.py::Net(3, 10), or - for standard input.
    Nothing is imported or run.
    """
    from cnnlint.cli.showing import run

    return run(**arguments)
