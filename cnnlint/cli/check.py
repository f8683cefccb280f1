"""`cnnlint check`: its options."""

from __future__ import annotations

from typing import Any

import click

from cnnlint.cli.options import analysis_options, file_options, rule_options, run_options
from cnnlint.cli.outputs import outputs
from cnnlint.report.formats import FORMATS


@click.command(short_help="Find faults in models.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--output-format",
    "outputs",
    callback=outputs,
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"How to print, and where to: {', '.join(FORMATS)} (default: full). Repeatable.",
)
@click.option("--output-file", metavar="FILE", help="Write there what has no file of its own.")
@rule_options
@file_options
@analysis_options
@run_options
@click.option(
    "--fail-level",
    type=click.Choice(["error", "warning", "info"]),
    help="Exit 1 from this severity on (default: warning).",
)
@click.option("--max-warnings", type=click.IntRange(min=0), metavar="N", help="Let pass up to N warnings.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@click.option("--fix", is_flag=True, help="Carry out the safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also those that change what is computed.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and change nothing.")
@click.option("--baseline", metavar="FILE", help="Leave out the findings that this file knows (cnnlint baseline).")
@click.option("--diff-from", metavar="REV", help="Report only what was not there at this git revision.")
@click.option("--add-ignore", metavar="REASON", help="Silence what is found by comments with this reason.")
@click.option("--statistics", is_flag=True, help="Print how often each rule finds something.")
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input, where - is among the paths.")
@click.option("--watch", is_flag=True, help="Check again whenever a file has changed, until Ctrl-C.")
@click.option("-q", "--quiet", is_flag=True, help="Print the findings alone.")
def check(**arguments: Any) -> int:
    """Find faults in the models of files and folders (default: the current folder).

    PATHS are files, folders, file.py::name, file.py::Net(3, 10), or - for standard input. Nothing is imported or run.

    Exits with 0 if nothing is found, 1 if something is, 2 if it could not run.
    """
    from cnnlint.cli.checking import Request, run

    return run(Request(**arguments))
