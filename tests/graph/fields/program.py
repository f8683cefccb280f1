"""A network as source text that is written while it is run: each line is executed as it is added, so that its sizes are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from types import SimpleNamespace
from typing import Any

import torch
import torch.nn.functional as F
from einops import rearrange
from torch import nn

GATE = re.compile(r"sigmoid\(|Multiply\(\)")
ALWAYS = re.compile(r"InstanceNorm|GroupNorm|LayerNorm\(\(")
"""Normalisations by the statistics of the positions, whatever the mode; those over the features alone are written with a number."""

LENGTHS = {1: (160, 224), 2: (44, 60), 3: (22, 28)}
"""How long the input is along each axis, by the number of axes."""

HEAD = """import torch
import torch.nn.functional as F
from einops import rearrange
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
"""


@dataclass(frozen=True)
class Value:
    """A tensor of the program: its name, and per axis the step in input pixels and how far inwards the borders may have an effect."""

    name: str
    step: tuple[Fraction, ...]
    margin: tuple[Fraction, ...]


@dataclass
class Join:
    """A line where branches meet, as text in which their names are left open."""

    target: str
    template: Callable[[Sequence[str]], str]
    operands: tuple[str, ...]


@dataclass
class Program:
    """What has been written so far."""

    rng: Random
    dims: int
    channels: int = 2
    sizes: list[int] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    lines: list[str | Join] = field(default_factory=list)
    result: str = "x"
    margin: tuple[Fraction, ...] = ()
    upsampled: bool = False
    framework: str = "torch"
    spaces: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        low, high = LENGTHS[self.dims]
        self.sizes = [self.rng.randint(low, high) for _ in range(self.dims)]
        x = torch.zeros(1, self.channels, *self.sizes)
        self.spaces = {"torch": torch, "F": F, "nn": nn, "rearrange": rearrange, "self": SimpleNamespace(), "x": x}

    def start(self) -> Value:
        """The input."""
        return Value("x", (Fraction(1),) * self.dims, (Fraction(0),) * self.dims)

    def tensor(self, value: Value) -> torch.Tensor:
        """The tensor of a value, all zeros, for its sizes."""
        return self.spaces[value.name]

    def space(self, value: Value) -> list[int]:
        """Its spatial sizes."""
        return list(self.tensor(value).shape[2:])

    def written(self, value: Value) -> str:
        """The line that made a value; empty for the input and where branches have met."""
        line = self.lines[int(value.name[1:])] if value.name != "x" else ""
        return line if isinstance(line, str) else ""

    def width(self, value: Value) -> int:
        """Its number of channels."""
        return self.tensor(value).shape[1]

    def module(self, made: str) -> str:
        """A layer or a weight of the network, by its expression; gives the name by which it is called."""
        name = f"m{len(self.made)}"
        exec(f"self.{name} = {made}", self.spaces)  # noqa: S102 - the tests' own programs
        part = getattr(self.spaces["self"], name)
        if isinstance(part, nn.Module):
            part.eval()
        self.made.append(f"self.{name} = {made}")
        return f"self.{name}"

    def line(self, expression: str | Join) -> str:
        """A line of the forward pass; gives the name of its result."""
        name = f"y{len(self.lines)}"
        text = expression if isinstance(expression, str) else expression.template(expression.operands)
        with torch.no_grad():
            exec(f"{name} = {text}", self.spaces)  # noqa: S102 - the tests' own programs
        if isinstance(expression, Join):
            expression.target = name
        self.lines.append(f"{name} = {expression}" if isinstance(expression, str) else expression)
        return name

    def read(
        self, x: Value, expression: str, stride: Sequence[Fraction | int] = (), reach: Sequence[Fraction | int] = ()
    ) -> Value:
        """A line that reads `x` with windows of at most this reach (padding counted in), moved by this stride."""
        name = self.line(expression)
        stride, reach = stride or (1,) * self.dims, reach or (0,) * self.dims
        step = tuple(s * more for s, more in zip(x.step, stride, strict=True))
        self.upsampled = self.upsampled or any(Fraction(rate) % 1 for rate in stride)
        wider = zip(x.margin, x.step, reach, strict=True)
        return Value(name, step, tuple(m + s * (r + 1) if r else m for m, s, r in wider))

    def met(self, values: Sequence[Value], template: Callable[[Sequence[str]], str]) -> Value:
        """A line where branches meet."""
        name = self.line(Join("", template, tuple(value.name for value in values)))
        return Value(
            name, values[0].step, tuple(max(margin) for margin in zip(*(v.margin for v in values), strict=True))
        )

    @property
    def leading(self) -> list[str | Join]:
        """The lines that the result hangs on, the last first."""
        wanted, found = {self.result}, []
        for number, line in reversed(list(enumerate(self.lines))):
            if f"y{number}" in wanted:
                found.append(line)
                text = line if isinstance(line, str) else " ".join(line.operands)
                wanted |= set(re.findall(r"y[0-9]+", text.partition(" = ")[2] or text))
        return found

    @property
    def is_gated(self) -> bool:
        """Whether a gate has scaled the result."""
        return any(isinstance(line, str) and GATE.search(line) for line in self.leading)

    @property
    def statistics(self) -> str:
        """When what is read from all positions scales the result by its mean and variance: "training", "always" or not at all."""
        made = {f"self.m{n}": text for n, text in enumerate(self.made)}
        lines = [line for line in self.leading if isinstance(line, str)]
        texts = [
            text for line in lines for text in (line, *(made[name] for name in re.findall(r"self\.m[0-9]+", line)))
        ]
        if any(ALWAYS.search(text) for text in texts):
            return "always"
        return "training" if any("BatchNorm" in text for text in texts) else ""

    @property
    def joins(self) -> list[Join]:
        """The lines where branches meet, in order."""
        return [line for line in self.lines if isinstance(line, Join)]

    def text(self, chosen: Mapping[str, int] | None = None, more: Sequence[str] = ()) -> str:
        """The source; with a choice of one branch at some of the joins, by the name of their results. `more` is returned beside the result."""
        chosen = chosen or {}
        made = "".join(f"        {line}\n" for line in self.made) or "        pass\n"
        forward = "".join(f"        {written_line(line, chosen)}\n" for line in self.lines)
        sizes = ", ".join(map(str, (1, self.channels, *self.sizes)))
        tail = f"        return {', '.join([self.result, *more])}\n\n\nNet()(torch.zeros({sizes}))\n"
        return f"{HEAD}{made}\n    def forward(self, x):\n{forward}{tail}"


def written_line(line: str | Join, chosen: Mapping[str, int]) -> str:
    """A line as source; with one branch alone where its join has been chosen."""
    if isinstance(line, str):
        return line
    operands = line.operands
    if line.target in chosen:
        operands = (operands[chosen[line.target]],) * len(operands)
    return f"{line.target} = {line.template(operands)}"
