"""A rule's page as Markdown, from the rule's own file: for the documentation, and for formats that carry help in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from cnnlint.rule_engine.parameters import Parameter
from cnnlint.rule_engine.rule import Example, Rule


def render(rule: Rule, told: Callable[[Example], Iterable[str]] | None = None) -> Iterator[str]:
    """The page, line by line, in the fixed order of headings; `told` gives what is printed about a bad example."""
    yield f"# {rule.id} {rule.name}"
    yield ""
    yield " · ".join(facts(rule))
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
    yield from _examples("Found", rule.bad, told)
    yield from _examples("Not found", rule.good)
    if rule.untested:
        yield from _section("No example", [rule.untested])
    if rule.params:
        yield from _section("Parameters", (_parameter(rule, name) for name in rule.params))
    if rule.fix:
        kind = "safe" if all(mend.safe for mend in rule.fix) else "unsafe"
        yield from _section("Fix", [f"There is a fix where the call can be read; it is *{kind}*."])
    if docs.references:
        yield from _section("References", (f"- {entry}" for entry in docs.references))


def facts(rule: Rule) -> Iterator[str]:
    """What is to be said of a rule as a whole, in a few words each."""
    yield from (rule.severity, rule.category, rule.status)
    if rule.persona != "regular":
        yield rule.persona
    if rule.frameworks:
        yield f"{' and '.join(rule.frameworks)} only"
    if rule.extends:
        yield f"extends {rule.extends}"
    if rule.since:
        yield f"since {rule.since}"


def bounds(parameter: Parameter | None) -> str:
    """What a parameter is for and may be, as the end of a line."""
    if parameter is None:
        return ""
    least, most = (None if bound is None else _value(bound) for bound in (parameter.least, parameter.most))
    words = [parameter.doc] if parameter.doc else []
    if least is not None and most is not None:
        words.append(f"{least} to {most}")
    elif least is not None or most is not None:
        words.append(f"at least {least}" if most is None else f"at most {most}")
    if parameter.choices:
        words.append(f"one of {', '.join(parameter.choices)}")
    return "; ".join(words)


def index(rules: Iterable[Rule]) -> Iterator[str]:
    """The list of all rules, with links to their pages."""
    yield "# The shipped rules"
    yield ""
    yield "How often each fires on published models: [rates](rates.md)."
    for category, group in groupby(rules, key=lambda rule: rule.category):
        yield ""
        yield f"## {category}"
        yield ""
        yield "| rule | name | severity | status | for |"
        yield "|---|---|---|---|---|"
        for rule in group:
            cells = (f"[{rule.id}]({rule.id}.md)", rule.name, rule.severity, rule.status, rule.persona)
            yield f"| {' | '.join(cells)} |"


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", f"## {heading}", "")
    yield from lines


def _examples(
    heading: str, examples: Sequence[Example], told: Callable[[Example], Iterable[str]] | None = None
) -> Iterator[str]:
    if examples:
        yield from ("", f"## {heading}")
    for example in examples:
        yield from ("", "```python", *example.code.strip("\n").splitlines(), "```")
        if example.input:
            yield from ("", f"with `--input {example.input}`")
        if told is not None:
            yield from ("", "```text", *told(example), "```")


def _parameter(rule: Rule, name: str) -> str:
    more = bounds(rule.declared.get(name))
    return f"- `{name}`: {_value(rule.params[name])}{f' ({more})' if more else ''}"


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_value, value))
    if isinstance(value, bool | str | int):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return f"{float(value):g}"  # type: ignore[arg-type]
