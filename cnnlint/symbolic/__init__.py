"""Sizes that may be unknown: integer expressions over named sizes, compared exactly where that can be decided."""

from cnnlint.symbolic.bounds import bounds
from cnnlint.symbolic.compare import divides, equal, less, less_equal
from cnnlint.symbolic.dim import Dim, Size
from cnnlint.symbolic.division import ceil_div, exact_div, floor_div
from cnnlint.symbolic.evaluation import evaluate
from cnnlint.symbolic.extremes import maximum, minimum
from cnnlint.symbolic.parsing import parse_size
from cnnlint.symbolic.ratio import Ratio, ceil, floor, ratio
from cnnlint.symbolic.symbols import fresh, is_anonymous, product, substitute, symbol, symbols

__all__ = [
    "Dim",
    "Ratio",
    "Size",
    "bounds",
    "ceil",
    "ceil_div",
    "divides",
    "equal",
    "evaluate",
    "exact_div",
    "floor",
    "floor_div",
    "fresh",
    "is_anonymous",
    "less",
    "less_equal",
    "maximum",
    "minimum",
    "parse_size",
    "product",
    "ratio",
    "substitute",
    "symbol",
    "symbols",
]
