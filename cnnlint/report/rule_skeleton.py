"""`cnnlint rules new`: a rule file that is valid as it stands, with what is to be filled in marked by `TODO`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from cnnlint.rule_engine.rule import ForEach, Rule

# By what a rule is evaluated for: lines of conditions, and a message with figures.
_BODIES: Final[Mapping[ForEach, tuple[tuple[str, ...], str]]] = {
    "file": (("when: len(file.models) > params.most",), "{file.name} holds {len(file.models)} models"),
    "model": (("when: len(model.layers) > params.most",), "{model.name} has {len(model.layers)} layers"),
    "layer": (
        ('where: layer.role == "conv"', "when: any(k > params.most for k in layer.kernel)"),
        "{layer} has a kernel of {layer.kernel}",
    ),
    "edge": (
        ('where: source.role == "conv" and target.role == "conv"', "when: target.out_channels > params.most * source.out_channels"),
        "{target} widens {source} from {source.out_channels} to {target.out_channels} channels",
    ),
    "chain": (
        ("chain:", '  one: one.role == "conv"', '  two: two.role == "conv"', 'through: layer.role in ("dropout", "identity")',
         "when: two.out_channels > params.most"),
        "{one} and {two} have nothing between them",
    ),
    "loss": (("when: loss.source.out_features > params.most",), "{loss.op} is given {loss.source.out_features} features"),
    "metric": (("when: metric.source.out_features > params.most",), "{metric.op} is given {metric.source.out_features} features"),
    "part": (("when: part.parameters > params.most",), "{part.name} has {part.parameters:,} parameters"),
    "fact": (('where: fact.kind == "feature-mismatch"', "when: fact.details.actual > params.most"), "{fact.statement}"),
}  # fmt: skip

_PROGRAM: Final = """\
        import torch
        from torch import nn

        model = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())  # TODO
        model(torch.zeros(1, 3, 32, 32))"""


def render(code: str, name: str, for_each: ForEach, parent: Rule | None = None) -> Iterator[str]:
    """The file, line by line; of a rule that extends another, with the parameters that it may set."""
    yield f"id: {code}"
    yield f"name: {name}"
    if parent is None:
        yield from _own(for_each)
    else:
        yield f"extends: {parent.id}"
        yield f"severity: {parent.severity}"
        yield from (
            ("params:", *(f"  {name}: {_plain(value)}" for name, value in parent.params.items()))
            if parent.params
            else ()
        )
    yield "examples:"
    for kind in ("bad", "good"):
        yield from (f"  {kind}:", "    - code: |", *_PROGRAM.splitlines())


def _own(for_each: ForEach) -> Iterator[str]:
    conditions, message = _BODIES[for_each]
    yield "severity: warning  # error, warning, info"
    yield f"for_each: {for_each}"
    yield from conditions
    yield from ("params:", "  most: {type: number, default: 7, min: 0, doc: TODO}")
    yield f'message: "{message}"'
    yield "docs:"
    yield from (f"  {key}: TODO" for key in ("what", "why", "mend"))


def _plain(value: object) -> str:
    """A parameter as YAML."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_plain, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value) if isinstance(value, int) else f"{float(value):g}"  # type: ignore[arg-type]
