"""Whole generated networks: chains of operations, and branches that meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from graph.fields import mixing
from graph.fields import operations as ops
from graph.fields.program import Program, Value

_MOST_JOINS = 2
_MOST_ELEMENTS = {1: 700, 2: 7000, 3: 60000}


class Unsuitable(Exception):
    """The network has grown too large, or too small, to be measured."""


def network(seed: int) -> Program:
    """The network of this number; raises Unsuitable."""
    rng = Random(seed)  # noqa: S311 - no secret
    p = Program(rng, rng.choice([1, 1, 1, 2, 2, 2, 3]))
    first = rng.random()
    try:
        x = ops.conv(p, p.start()) if first < 0.5 else ops.mixed(p, p.start(), 2) if first < 0.7 else p.start()
        for _ in range(rng.randint(1, 5 if p.dims == 1 else 4)):
            x = checked(p, branched(p, x) if rng.random() < 0.3 and len(p.joins) < _MOST_JOINS else step(p, x))
        x = ops.mixed(p, x, 2) if first >= 0.7 else x  # at the latest by this it is told which axes are space
    except (RuntimeError, ValueError, AssertionError, IndexError) as error:  # the framework takes no such arguments
        raise Unsuitable(str(error)) from error
    p.result, p.margin = x.name, x.margin
    return p


def step(p: Program, x: Value) -> Value:
    """One operation."""
    return p.rng.choice(ops.ANY if p.rng.random() < 0.8 else mixing.LOCAL if p.rng.random() < 0.6 else mixing.WHOLE)(
        p, x
    )


def checked(p: Program, x: Value) -> Value:
    """The value, if it can still be measured."""
    space = p.space(x)
    elements = 1
    for n in space:
        elements *= n
    few = any(n < 6 for n in space) or elements > _MOST_ELEMENTS[p.dims]
    if few or any(4 * margin >= size for margin, size in zip(x.margin, p.sizes, strict=True)):
        raise Unsuitable("too few units whose field lies inside of the input")
    return x


def branched(p: Program, x: Value) -> Value:
    """Two or three branches that read the same map, cut down to the same size, added or put side by side."""
    way = p.rng.randint(0, 2)
    if way == 0:
        ends = [x, step(p, x)]
    elif way == 1:
        lower = ops.halved(p, x)
        ends = [x, ops.doubled(p, step(p, lower) if p.rng.random() < 0.6 else lower)]
    else:
        ends = alike(p, x, step)
        if p.rng.random() < 0.3:
            ends[0] = step(p, ends[0])
    if len({end.step for end in ends}) > 1:
        raise Unsuitable("branches of different step")
    return joined(p, ends)


def alike(p: Program, x: Value, draw: Callable[[Program, Value], Value]) -> list[Value]:
    """Two or three branches, of the step of the first if a few draws find such ones."""
    ends = [draw(p, x)]
    for _ in range(p.rng.randint(1, 2)):
        drawn = (draw(p, x) for _ in range(4))
        ends.append(next((end for end in drawn if end.step == ends[0].step), x))
    return ends


def joined(p: Program, ends: Sequence[Value]) -> Value:
    """Branches met, from the same corner or a little off."""
    starts = [ops.several(p, 0, 1) if p.rng.random() < 0.2 else (0,) * p.dims for _ in ends]
    rooms = [[n - a for n, a in zip(p.space(end), start, strict=True)] for end, start in zip(ends, starts, strict=True)]
    sizes = [min(room[k] for room in rooms) for k in range(p.dims)]
    ends = [ops.cropped_to(p, end, sizes, start) for end, start in zip(ends, starts, strict=True)]
    ends = [end if p.width(end) == 2 else ops.mixed(p, end, 2) for end in ends]
    way = p.rng.choice(["sum", "cat", "maximum"])
    if way == "sum" and any(".expand(" in p.written(end) for end in ends):
        # Added, what is one for all positions only shifts them: told as a gate, not as read (tests/graph/test_gates.py). Measured, it is read.
        way = "maximum"
    if way == "cat":
        return p.met(ends, lambda names: f"torch.cat([{', '.join(names)}], 1)")
    if way == "maximum":
        return p.met(ends, lambda names: f"torch.stack([{', '.join(names)}]).amax(0)")
    return p.met(ends, lambda names: " + ".join(names))
