"""Where reports go: `--output-format FORMAT` and `FORMAT=FILE`, and `--output-file`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from cnnlint.report.formats import FORMATS


@dataclass(frozen=True, slots=True)
class Output:
    """A format, and the file that it is written to; None for standard output, or what `--output-file` says."""

    format: str
    file: str | None = None


def outputs(context: click.Context, option: click.Parameter, values: Sequence[str]) -> tuple[Output, ...]:
    """Callback of `--output-format`: formats, of which one at most has no file of its own."""
    found = tuple(_output(context, option, value) for value in values)
    if sum(output.file is None for output in found) > 1:
        raise click.BadParameter("only one format can have no file: write FORMAT=FILE for the others", context, option)
    return found


def _output(context: click.Context, option: click.Parameter, value: str) -> Output:
    name, equals, file = value.partition("=")
    if name not in FORMATS or (equals and not file):
        from cnnlint.config.errors import did_you_mean

        what = f"{name!r} is not one of {', '.join(FORMATS)}{did_you_mean(name, FORMATS)}"
        raise click.BadParameter(f"{name}= names no file" if name in FORMATS else what, context, option)
    return Output(name, file or None)
