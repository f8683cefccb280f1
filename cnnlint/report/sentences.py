"""What stands around the layer table, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnnlint.analysis.result import FileAnalysis
from cnnlint.graph import Model
from cnnlint.graph.model import of_one_sample
from cnnlint.report import figures
from cnnlint.report.measure import Measured, measure
from cnnlint.report.style import Style
from cnnlint.report.text import elide, printable

SEPARATOR = " · "
CONTRADICTS = "annotation-mismatch"  # says something of what is written about a model, not of the model
LONGEST = 60  # cells of an expression in a sentence


def header(model: Model, style: Style) -> str:
    """Which model, of which framework, where, and what it is fed."""
    place = f"{printable(model.at.path)}:{model.at.line}"
    name = style.paint("strong", printable(model.name))
    return SEPARATOR.join([name, model.framework, place, *_inputs(model)])


def _inputs(model: Model) -> Iterator[str]:
    for entry in model.inputs:
        name = "input" if len(model.inputs) == 1 else f"input {printable(entry.name)}"
        told = entry.told(model.at.path)
        origin = f", from {printable(told)}" if told else ""
        yield f"{name} {printable(figures.tuple_text(entry.shape))}{origin}"


def totals(model: Model) -> Iterator[str]:
    """Parameters, how many of them are trained, their memory, and the cost of a pass."""
    total, trainable = model.parameters, model.trainable_parameters
    if total == 0:
        counted = "no parameters"
    else:
        trained = "all" if trainable == total else "none" if trainable == 0 else figures.grouped(trainable)
        memory = figures.megabytes(total)
        counted = f"{figures.grouped(total)} parameters, {trained} trainable" + (f" ({memory})" if memory else "")
    cost = elide(figures.rounded(of_one_sample(model, model.macs)), LONGEST)
    yield f"{counted}{SEPARATOR}{cost} MACs"


def final_field(model: Model) -> Iterator[str]:
    """What a unit of the last spatial map sees, in one sentence; nothing for a model without maps."""
    final = model.final
    field = final.receptive_field if final else None
    if field is None or not field.axes:
        return
    measured = measure(field)
    if measured.is_global:
        yield "Every unit of the last map sees the whole input."
        return
    share = _share(measured)
    yield (
        f"A unit of the last map sees {figures.sides(measured.size)} of the {figures.sides(field.extent)} input{share}, "
        f"step {_once(measured.step)}."
    )


def _share(measured: Measured) -> str:
    if measured.coverage is None:
        return ""
    if all(share >= 1 for share in measured.coverage):
        return " (all of it)"
    of_what = " of each side" if len(measured.coverage) > 1 and len(set(measured.coverage)) == 1 else ""
    return f" ({figures.percents([min(share, 1.0) for share in measured.coverage])}{of_what})"


def _once(values: Sequence[object]) -> str:
    return str(values[0]) if len(set(values)) == 1 else figures.sides(values)


def contract(model: Model) -> Iterator[str]:
    """What the sizes of the input must be, and which calls ask for it, each with its place."""
    found = model.contract
    if not found.fits:
        return
    taken = " = ".join([*found.taken, str(min(found.taken.values()))]) if found.taken else ""
    chosen = found.solution is not None and len(found.solution.square) > 1 and len(set(found.taken.values())) == 1
    first = f"{taken} is taken of the sizes that fit: {found.fits}" if chosen else found.fits
    yield f"{first[0].upper()}{first[1:]}."
    for requirement in found.requires:
        place = requirement.place
        where = f"{printable(place.path)}:{place.line}  " if place is not None else ""
        yield f"  {where}{printable(elide(requirement.text, 4 * LONGEST))}"


def refusals(analysis: FileAnalysis, model: Model, style: Style) -> Iterator[str]:
    """The facts met in this model that say that it cannot work."""
    pairs = zip(analysis.facts, analysis.fact_models, strict=False)
    met = [fact for fact, owner in pairs if owner is model and fact.kind != CONTRADICTS]
    if met:
        yield ""
        yield style.paint("error", "This model cannot work:")
        for fact in met:
            yield f"  {printable(fact.at.path)}:{fact.at.line}  {printable(fact.statement)}"
