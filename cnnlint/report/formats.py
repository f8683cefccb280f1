"""The output formats of `check` by name. A format's module is loaded when it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from cnnlint.report.run import Run
    from cnnlint.report.style import Style

_MODULES: Final[Mapping[str, str]] = {
    "full": "full",
    "concise": "concise",
    "grouped": "grouped",
    "json": "check_json",
    "json-lines": "json_lines",
    "github": "github",
    "gitlab": "gitlab",
    "sarif": "sarif",
    "junit": "junit",
    "markdown": "comment",
}
FORMATS: Final = tuple(_MODULES)
DEFAULT: Final = "full"


class Render(Protocol):
    """A format: the lines of a report. `quiet` leaves the findings alone, where the format has anything else."""

    def __call__(self, run: Run, style: Style, quiet: bool = False) -> Iterator[str]: ...


def renderer(name: str) -> Render:
    """The function that prints a format."""
    render: Render = import_module(f"cnnlint.report.{_MODULES[name]}").render
    return render
