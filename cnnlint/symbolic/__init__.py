"""Sizes that may be unknown: integer expressions over named sizes, compared exactly where that can be decided."""

from cnnlint.symbolic.bounds import bounds
from cnnlint.symbolic.compare import divides, equal, less, less_equal
from cnnlint.symbolic.conditions import (
    Condition,
    Every,
    Relation,
    Some,
    all_known,
    at_least,
    broadcastable,
    divisible,
    every,
    leaf_keys,
    limited_to,
    same,
)
from cnnlint.symbolic.conflicts import conflict
from cnnlint.symbolic.dim import Dim, Size
from cnnlint.symbolic.division import ceil_div, exact_div, floor_div
from cnnlint.symbolic.evaluation import evaluate
from cnnlint.symbolic.extremes import maximum, minimum
from cnnlint.symbolic.parsing import parse_size
from cnnlint.symbolic.ratio import Ratio, ceil, floor, ratio
from cnnlint.symbolic.roots import least_that_fits
from cnnlint.symbolic.size_sets import SizeSet
from cnnlint.symbolic.solver import Solution, solve
from cnnlint.symbolic.stating import statement
from cnnlint.symbolic.symbols import fresh, is_anonymous, product, substitute, symbol, symbols

__all__ = [
    "Condition",
    "Dim",
    "Every",
    "Ratio",
    "Relation",
    "Size",
    "SizeSet",
    "Solution",
    "Some",
    "all_known",
    "at_least",
    "bounds",
    "broadcastable",
    "ceil",
    "ceil_div",
    "conflict",
    "divides",
    "divisible",
    "equal",
    "evaluate",
    "every",
    "exact_div",
    "floor",
    "floor_div",
    "fresh",
    "is_anonymous",
    "leaf_keys",
    "least_that_fits",
    "less",
    "less_equal",
    "limited_to",
    "maximum",
    "minimum",
    "parse_size",
    "product",
    "ratio",
    "same",
    "solve",
    "statement",
    "substitute",
    "symbol",
    "symbols",
]
