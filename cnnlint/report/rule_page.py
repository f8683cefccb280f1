"""A rule's page as Markdown, from the rule's own file: for the documentation, and for formats that carry help in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cnnlint.rule_engine import Rule
from cnnlint.rule_engine.rule import Example


def render(rule: Rule) -> Iterator[str]:
    """The page, line by line, in the fixed order of headings."""
    yield f"# {rule.id} {rule.name}"
    yield ""
    since = f" · since {rule.since}" if rule.since else ""
    yield f"{rule.severity} · {rule.category} · {rule.status}{since}"
    docs = rule.docs
    sections = {
        "What it finds": docs.what,
        "Why it matters": docs.why,
        "How to mend it": docs.mend,
        "When it is fine": docs.unless,
    }
    for heading, text in sections.items():
        if text:
            yield from _section(heading, text.strip().splitlines())
    yield from _examples("Found", rule.bad)
    yield from _examples("Not found", rule.good)
    if rule.params:
        yield from _section("Parameters", (f"- `{name}`: {_value(value)}" for name, value in rule.params.items()))
    if rule.fix is not None:
        kind = "safe" if rule.fix.safe else "unsafe"
        yield from _section("Fix", [f"There is a fix where the call can be read; it is *{kind}*."])
    if docs.references:
        yield from _section("References", (f"- {entry}" for entry in docs.references))


def index(rules: Iterable[Rule]) -> Iterator[str]:
    """The list of all rules, with links to their pages."""
    yield "# The shipped rules"
    for category, group in groupby(rules, key=lambda rule: rule.category):
        yield ""
        yield f"## {category}"
        yield ""
        yield "| rule | name | severity | status |"
        yield "|---|---|---|---|"
        for rule in group:
            yield f"| [{rule.id}]({rule.id}.md) | {rule.name} | {rule.severity} | {rule.status} |"


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", f"## {heading}", "")
    yield from lines


def _examples(heading: str, examples: Sequence[Example]) -> Iterator[str]:
    if examples:
        yield from ("", f"## {heading}")
    for example in examples:
        yield from ("", "```python", *example.code.strip("\n").splitlines(), "```")
        if example.input:
            yield from ("", f"with `--input {example.input}`")


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_value, value))
    if isinstance(value, bool | str | int):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return f"{float(value):g}"  # type: ignore[arg-type]
