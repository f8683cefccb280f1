"""The columns of the layer table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cnnlint.graph import Input
from cnnlint.report import figures
from cnnlint.report.measure import Measured, measure
from cnnlint.report.text import printable
from cnnlint.report.tree import Line


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what stands in it, whether it is aligned right, and whether it may be cut when space is short."""

    heading: str
    cell: Callable[[Line], str]
    right: bool = True
    elastic: bool = False
    about: str = ""


def _counted(text: Callable[[Line], str]) -> Callable[[Line], str]:
    """A count that an opened container leaves to its parts, so that a column adds up."""
    return lambda line: "" if line.opened else text(line)


def _measured(text: Callable[[Measured], str]) -> Callable[[Line], str]:
    def cell(line: Line) -> str:
        field = line.layer.receptive_field
        if field is None:
            return ""
        return "?" if field.is_lost else text(measure(field))

    return cell


def _seen(measured: Measured) -> str:
    return "" if measured.seen is None else figures.percents(measured.seen)


def _inputs(line: Line) -> str:
    return ", ".join(
        source.name or ("input" if isinstance(source, Input) else source.type) for source in line.layer.inputs
    )


def _place(line: Line) -> str:
    return f"{line.layer.at.line}" if line.layer.at else ""


def _name(line: Line) -> str:
    return "  " * line.level + line.name


COLUMNS: Mapping[str, Column] = {
    "layer": Column("layer", _name, right=False, elastic=True, about="the name, below its container"),
    "type": Column("type", lambda line: line.layer.type, right=False, elastic=True, about="the class or function"),
    "output": Column("output", lambda line: figures.shape_text(line.layer.output_shape), False, True, "the shape of the result"),
    "params": Column("params", _counted(lambda line: figures.grouped(line.layer.parameters)), True, True, "parameters"),
    "macs": Column("MACs", _counted(lambda line: figures.rounded(line.macs)), True, True, "multiply-accumulates"),
    "field": Column("field", _measured(figures.field_text), about="the receptive field, in input pixels"),
    "sees": Column("sees", _measured(_seen), about="its share of the input along each axis"),
    "trainable": Column("trainable", _counted(lambda line: figures.grouped(line.layer.trainable)), True, True, "trainable parameters"),
    "op": Column("op", lambda line: line.layer.op, right=False, elastic=True, about="the full name of the class or function"),
    "kind": Column("kind", lambda line: line.layer.kind, right=False, about="module, container, function, method or operator"),
    "inputs": Column("inputs", _inputs, right=False, elastic=True, about="the layers that it reads"),
    "least": Column("least", _measured(lambda m: figures.sides(m.least)), about="the smallest field over all paths"),
    "effective": Column("effective", _measured(lambda m: figures.sides(["?" if e is None else e for e in m.effective])),
                        about="an estimate of the part of it that counts before training"),
    "step": Column("step", _measured(lambda m: figures.sides(m.step)), about="input pixels between neighbouring positions"),
    "start": Column("start", _measured(lambda m: figures.sides(["?" if s is None else s for s in m.start])),
                    about="the first input pixel that position 0 reads"),
    "line": Column("line", _place, about="the line of the call"),
}  # fmt: skip

DEFAULT = ("layer", "type", "output", "params", "macs", "field", "sees")


def cells(line: Line, names: tuple[str, ...]) -> list[str]:
    """The texts of one row, made fit for a terminal."""
    return [printable(COLUMNS[name].cell(line)) for name in names]
