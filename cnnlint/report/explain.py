"""`cnnlint explain`: the page of a rule."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from cnnlint.report import rule_page
from cnnlint.report.style import Style
from cnnlint.report.text import printable
from cnnlint.rule_engine.rule import Example, Rule

_WIDEST = 100


def render(rule: Rule, style: Style) -> Iterator[str]:
    """The page, line by line."""
    yield f"{style.paint('strong', printable(rule.id))} {printable(rule.name)}"
    severity, *others = rule_page.facts(rule)
    yield " · ".join((style.paint(rule.severity, severity), *map(printable, others)))
    sections = {
        "What it finds": rule.docs.what,
        "Why it matters": rule.docs.why,
        "How to mend it": rule.docs.mend,
        "When it is fine": rule.docs.unless,
    }
    for heading, text in sections.items():
        if text:
            yield from _section(heading, _paragraphs(text, style), style)
    yield from _examples("For example", rule.bad, style)
    yield from _examples("Better", rule.good, style)
    if rule.params:
        yield from _section(f"Parameters ([tool.cnnlint.params.{printable(rule.id)}])", _parameters(rule), style)
    if rule.docs.references:
        yield from _section("References", (f"- {printable(entry)}" for entry in rule.docs.references), style)
    yield from _section(
        "To silence it", [f"# cnnlint: ignore[{printable(rule.id)}] and the reason, on its line or above"], style
    )


def _section(heading: str, lines: Iterator[str] | Sequence[str], style: Style) -> Iterator[str]:
    yield ""
    yield style.paint("strong", heading)
    yield from (f"  {line}".rstrip() for line in lines)


def _paragraphs(text: str, style: Style) -> Iterator[str]:
    """Markdown as it is: paragraphs are filled, what is indented or a list keeps its lines."""
    room = min(style.width, _WIDEST) - 2
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        if number:
            yield ""
        lines = [printable(line) for line in paragraph.splitlines()]
        if any(line.startswith((" ", "-", "*", "|", "#", ">")) for line in lines):
            yield from lines
        else:
            yield from textwrap.wrap(" ".join(lines), room, break_long_words=False, break_on_hyphens=False)


def _examples(heading: str, examples: Sequence[Example], style: Style) -> Iterator[str]:
    for example in examples[:1]:
        code = [f"  {printable(line)}" for line in example.code.strip("\n").splitlines()]
        with_input = [f"(with --input {printable(example.input)})"] if example.input else []
        yield from _section(heading, [*code, *with_input], style)


def _parameters(rule: Rule) -> Iterator[str]:
    for name, value in rule.params.items():
        more = rule_page.bounds(rule.declared.get(name))
        yield printable(f"{name} = {_toml(value)}{f'  # {more}' if more else ''}")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str):
        return f'"{value}"'
    return str(value) if isinstance(value, int) else f"{float(value):g}"  # type: ignore[arg-type]
