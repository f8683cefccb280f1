"""Writing a report to where it goes, and the codes that a run ends with."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

import click

from cnnlint.report.style import Style, wants_colour

CLEAN, FINDINGS, CANNOT_RUN = 0, 1, 2
INTERRUPTED = 130  # 128 + SIGINT
OUTPUT_CLOSED = 141  # 128 + SIGPIPE
DEFAULT_WIDTH = 80


class CannotRun(click.ClickException):
    """What was asked for cannot be done: a wrong option, configuration, rule file or path. The message says the way out."""

    exit_code = CANNOT_RUN


def style_of(stream: IO[str], width: int | None = None) -> Style:
    """Colour and width for a stream: those of the terminal, else no colour and 80 cells."""
    terminal = stream.isatty()
    if width is None:
        width = shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns if terminal else DEFAULT_WIDTH
    return Style(wants_colour(terminal, os.environ), width)


@contextmanager
def opened(output_file: str | None, default: IO[str] | None = None) -> Iterator[IO[str]]:
    """The file that is to be written; without one the default, which is standard output."""
    if output_file is None:
        yield default or sys.stdout
        return
    try:
        with open(output_file, "w", encoding="utf-8", errors="backslashreplace") as stream:
            yield stream
    except OSError as error:
        raise CannotRun(f"{output_file}: {error.strerror}") from None


def emit(lines: Iterable[str], stream: IO[str]) -> None:
    """Write lines. Where nobody reads any more, the run ends quietly."""
    try:
        for line in lines:
            stream.write(line + "\n")
        stream.flush()
    except BrokenPipeError:
        discard_output()
        raise click.exceptions.Exit(OUTPUT_CLOSED) from None


def discard_output() -> None:
    """Let what is still buffered go nowhere, so that the interpreter's own flush at exit finds no closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
