"""A checked file ↔ JSON values, for the cache and for the processes that files are spread over.

Others may have written what is read here: every value is checked, and what does not fit is refused. Places are in Python files alone,
so that no report can be made to show another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from cnnlint.checking.checked import CUT_SHORT, CheckedFile
from cnnlint.diagnostics.diagnostic import SEVERITIES, Diagnostic, Edit, Fix, Related
from cnnlint.report.run import Counts
from cnnlint.source.location import Location
from cnnlint.source.unresolved import Unresolved

T = TypeVar("T")
_SUFFIXES: Final = (".py", ".ipynb", ".toml")  # the last for sizes that the configuration says


class NoRecord(ValueError):
    """Values that are no record of a checked file."""


def dump(file: CheckedFile) -> list[Any]:
    """The values from which `load` makes an equal file; its text is not among them."""
    counts = file.counts
    return [
        list(map(_finding, file.diagnostics)),
        file.suppressed,
        [counts.models, counts.layers, counts.resolved],
        [[one.path, one.line, one.reason, one.lost] for one in counts.unresolved],
        sorted(file.told),
        sorted(file.shared),
        sorted(file.faults),
    ]


def load(values: Any, path: str, text: str) -> CheckedFile:
    """The file that was dumped. Raises NoRecord."""
    found, suppressed, counts, unresolved, told, shared, faults = _items(values, 7)
    models, layers, resolved = map(_number, _items(counts, 3))
    reader = _Reader(path)
    return CheckedFile(
        path,
        text,
        _each(found, reader.finding),
        _number(suppressed),
        Counts(models, layers, resolved, _each(unresolved, reader.unresolved)),
        frozenset(_each(told, _text)),
        frozenset(_each(shared, _text)),
        frozenset(_each(faults, _fault)),
    )


def _finding(found: Diagnostic) -> list[Any]:
    fix = found.fix and [
        found.fix.safe,
        found.fix.description,
        [[_place(edit.at), edit.text] for edit in found.fix.edits],
    ]
    return [
        found.rule, found.name, found.severity, found.message, _place(found.at), found.label, list(found.help),
        [[_place(one.at), one.label] for one in found.related], found.url, found.model, found.layer, fix, list(found.about),
    ]  # fmt: skip


def _place(at: Location) -> list[Any]:
    return [at.path, at.line, at.column, at.end_line, at.end_column]


class _Reader:
    """Reads what is said of one file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def finding(self, values: Any) -> Diagnostic:
        """A diagnostic."""
        rule, name, severity, message, at, label, lines, related, url, model, layer, fix, about = _items(values, 13)
        if severity not in SEVERITIES:
            raise NoRecord(f"{severity!r} is no severity")
        return Diagnostic(
            _text(rule), _text(name), severity, _text(message), self.place(at), _text(label), _each(lines, _text),
            _each(related, self.related), _optional(url, _text), _optional(model, _text), _optional(layer, _text), _optional(fix, self.fix),
            _each(about, _text),
        )  # fmt: skip

    def place(self, values: Any) -> Location:
        """A place."""
        path, *numbers = _items(values, 5)
        if path != self.path and not _text(path).endswith(_SUFFIXES):
            raise NoRecord(f"{path!r} is no Python file")
        line, column, end_line, end_column = map(_number, numbers)
        return Location(path, line, column, end_line, end_column)

    def related(self, values: Any) -> Related:
        """A further place."""
        at, label = _items(values, 2)
        return Related(self.place(at), _text(label))

    def fix(self, values: Any) -> Fix:
        """A fix."""
        safe, description, edits = _items(values, 3)
        if type(safe) is not bool:
            raise NoRecord(f"{safe!r} is not true or false")
        return Fix(safe, _text(description), _each(edits, self.edit))

    def edit(self, values: Any) -> Edit:
        """An edit."""
        at, text = _items(values, 2)
        return Edit(self.place(at), _text(text))

    def unresolved(self, values: Any) -> Unresolved:
        """Something that was not understood."""
        path, line, reason, lost = _items(values, 4)
        return Unresolved(_text(path), _number(line), _text(reason), _number(lost))


def _items(value: Any, count: int) -> Sequence[Any]:
    if type(value) is not list or len(value) != count:
        raise NoRecord(f"not {count} values")
    return value


def _each(value: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
    if type(value) is not list:
        raise NoRecord("not a list")
    return tuple(map(read, value))


def _optional(value: Any, read: Callable[[Any], T]) -> T | None:
    return None if value is None else read(value)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise NoRecord(f"{value!r} is no text")
    return value


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise NoRecord(f"{value!r} is no number")
    return value


def _fault(value: Any) -> str:
    if value not in CUT_SHORT:
        raise NoRecord(f"{value!r} is no fault")
    return _text(value)
