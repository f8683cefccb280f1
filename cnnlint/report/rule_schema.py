"""`cnnlint rules schema --format markdown`: what conditions may ask for."""

from __future__ import annotations

from collections.abc import Iterator

from cnnlint.graph.schema import FACTS, ROLES
from cnnlint.rule_engine.schema import SCHEMA, SUBJECTS, VERSION
from cnnlint.rule_engine.types import Type
from cnnlint.rule_engine.usage import EXAMPLES, UNITS

_FEW = 6


def render() -> Iterator[str]:
    """The page, line by line."""
    yield "# What rules may ask for"
    yield ""
    yield f"Version {VERSION}. Printed by `cnnlint rules schema --format markdown`. How conditions are written: [rules](rules.md)."
    yield ""
    yield from _table("Names by `for_each`", ("for_each", "names"), _subjects())
    for object_, fields in SCHEMA.items():
        units, examples = UNITS.get(object_, {}), EXAMPLES[object_]
        rows = (
            (
                f"`{name}`",
                _type(field.type),
                units.get(name, ""),
                field.doc,
                f"`{examples.get(name, f'{object_}.{name} is known')}`",
            )
            for name, field in fields.items()
        )
        yield from _table(f"`{object_}`", ("field", "type", "unit", "meaning", "example"), rows)
    yield from _table("Roles of layers", ("role", "meaning"), ((f"`{name}`", about) for name, about in ROLES.items()))
    facts = (
        (f"`{name}`", kind.says, ", ".join(f"`{detail}`" for detail in kind.details)) for name, kind in FACTS.items()
    )
    yield from _table("Kinds of facts", ("kind", "meaning", "details"), facts)


def _type(type_: Type) -> str:
    """The type; of a text that is one of a few words, the words."""
    few = 0 < len(type_.choices) <= _FEW
    return " or ".join(f'"{choice}"' for choice in type_.choices) if few else str(type_)


def _subjects() -> Iterator[tuple[str, ...]]:
    for subject, names in SUBJECTS.items():
        yield f"`{subject}`", ", ".join(f"`{name}` ({type_})" for name, type_ in names.items())


def _table(heading: str, head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"## {heading}"
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(' --- ' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""
