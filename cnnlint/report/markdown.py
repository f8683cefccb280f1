"""`cnnlint show --format markdown`: the layer table for a README, an issue or a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnnlint import variation
from cnnlint.analysis.result import FileAnalysis
from cnnlint.graph import Model
from cnnlint.report import columns, insights, sentences, tree, unresolved, what_if
from cnnlint.report.columns import COLUMNS
from cnnlint.report.style import Style

PLAIN = Style(colour=False, width=0)
_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\|`*_<>[]"})


def render(
    analyses: Sequence[FileAnalysis],
    style: Style = PLAIN,
    names: tuple[str, ...] = columns.DEFAULT,
    depth: int | None = None,
    *,
    edits: bool = False,
) -> Iterator[str]:
    """The report, line by line: a heading, a table and the totals for each model, and with `edits` a table of these."""
    for number, (analysis, model) in enumerate((a, m) for a in analyses for m in a.models):
        if number:
            yield ""
        name, *rest = sentences.header(model, PLAIN).split(sentences.SEPARATOR)
        yield f"### {escape(name)}"
        yield ""
        yield escape(sentences.SEPARATOR.join(rest))
        yield ""
        yield from _grid(model, names, depth)
        for line in _after(analysis, model):
            yield escape(line)
        yield from _edits(model) if edits else ()


def _edits(model: Model) -> Iterator[str]:
    found = variation.what_if(model)
    yield ""
    if not found.proposals:
        yield escape(what_if.reason(found))
        return
    yield what_if.TITLE
    yield ""
    yield _row(what_if.HEADINGS)
    yield "|" + "|".join(" ---: " if name in what_if.RIGHT else " --- " for name in what_if.HEADINGS) + "|"
    for row in what_if.table(found):
        yield _row([escape(text) for text in row])


def _after(analysis: FileAnalysis, model: Model) -> Iterator[str]:
    for sentence in (*sentences.totals(model), *sentences.final_field(model), *insights.sentences(model)):
        yield ""
        yield sentence
    not_understood = unresolved.not_understood(model.unresolved, model.resolved, PLAIN)
    for block in (sentences.contract(model), sentences.refusals(analysis, model, PLAIN), not_understood):
        for line in block:
            yield from ("", line) if line and not line.startswith("  ") else (f"- {line.strip()}",) if line else ()


def _grid(model: Model, names: tuple[str, ...], depth: int | None) -> Iterator[str]:
    yield _row([COLUMNS[name].heading for name in names])
    yield "|" + "|".join(" ---: " if COLUMNS[name].right else " --- " for name in names) + "|"
    for line in tree.lines(model, depth):
        texts = [escape(cell) for cell in columns.cells(line, names)]
        yield _row(
            [text.replace("  ", "&emsp;") if name == "layer" else text for name, text in zip(names, texts, strict=True)]
        )


def _row(texts: Sequence[str]) -> str:
    return "| " + " | ".join(texts) + " |"


def escape(text: str) -> str:
    """The text without a meaning to Markdown."""
    return text.translate(_SPECIAL)
