"""Generated expressions, each as a size and as the same computation on plain integers."""

from __future__ import annotations

from itertools import product

from hypothesis import assume
from hypothesis import strategies as st

from cnnlint.symbolic import Size, maximum, minimum, symbol

BOUNDS = {"a": (1, None), "b": (1, None), "c": (0, 5), "d": (None, None), "e": (-4, 3)}

Tree = int | str | tuple
Point = dict[str, int]

leaves = st.integers(-9, 9) | st.sampled_from(sorted(BOUNDS))
operators = st.sampled_from(["+", "-", "*", "//", "%", "+", "-", "*", "//", "min", "max"])
trees = st.recursive(leaves, lambda inner: st.tuples(operators, inner, inner), max_leaves=7)
readable = st.recursive(  # of names as a reader of text takes them: at least 1
    st.integers(-9, 9) | st.sampled_from(["a", "b"]), lambda inner: st.tuples(operators, inner, inner), max_leaves=7
)


def windows(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    """What a strided layer makes of a size."""
    padded = st.tuples(st.just("+"), inner, st.integers(-4, 4))
    return st.tuples(st.just("+"), st.tuples(st.just("//"), padded, st.integers(1, 4)), st.integers(-2, 2))


conv_like = st.recursive(
    st.sampled_from(["a", "b"]),
    lambda inner: (
        windows(inner)
        | st.tuples(st.just("*"), inner, st.integers(1, 4))
        | st.tuples(st.sampled_from("+-"), inner, inner)
    ),
    max_leaves=4,
)
polynomials = st.recursive(
    leaves, lambda inner: st.tuples(st.sampled_from(["+", "-", "*"]), inner, inner), max_leaves=8
)


def inside(name: str) -> st.SearchStrategy[int]:
    """A value within the bounds of the name."""
    least, most = BOUNDS[name]
    return st.integers(-60 if least is None else least, 60 if most is None else most)


points = st.fixed_dictionaries({name: inside(name) for name in BOUNDS})


def grid(names: frozenset[str], width: int = 9) -> list[Point]:
    """Small values of the names, within their bounds."""
    ranges = []
    for name in sorted(names):
        least, most = BOUNDS[name]
        low = -width // 2 if least is None else least
        ranges.append(range(low, (low + width if most is None else most) + 1))
    return [dict(zip(sorted(names), values, strict=True)) for values in product(*ranges)]


def build(tree: Tree) -> Size:
    """The size that the tree computes; a division by the integer 0 discards the example."""
    if isinstance(tree, int):
        return tree
    if isinstance(tree, str):
        return symbol(tree, *BOUNDS[tree])
    op, left, right = tree
    a, b = build(left), build(right)
    if op in ("//", "%"):
        assume(not (isinstance(b, int) and b == 0))
    return apply(op, a, b, minimum, maximum)


def compute(tree: Tree, point: Point) -> int | None:
    """The value of the tree at the point; None where it divides by 0."""
    if isinstance(tree, int):
        return tree
    if isinstance(tree, str):
        return point[tree]
    op, left, right = tree
    a, b = compute(left, point), compute(right, point)
    if a is None or b is None or (op in ("//", "%") and b == 0):
        return None
    return apply(op, a, b, min, max)


def apply(op, a, b, least, greatest):
    match op:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "//":
            return a // b
        case "%":
            return a % b
        case "min":
            return least(a, b)
        case "max":
            return greatest(a, b)
    raise ValueError(op)


def names(tree: Tree) -> frozenset[str]:
    """The names in the tree."""
    if isinstance(tree, tuple):
        return names(tree[1]) | names(tree[2])
    return frozenset([tree]) if isinstance(tree, str) else frozenset()
