"""Values as people write them: `7×7`, `(N, 3, 224, 224)`, `25 %`, `10.6 M`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from cnnlint.rule_engine.types import SHAPE, SIZES, Type, Value
from cnnlint.symbolic.rounding import rounded

FORMAT: Final = re.compile(r"(?P<group>,)?(?:\.(?P<digits>\d))?(?P<kind>[f%g]|si)?")


def is_format(spec: str) -> bool:
    """Whether a placeholder's format is one of `,` `.2f` `.0%` `.3g` `si` (three figures and a unit)."""
    return FORMAT.fullmatch(spec) is not None


def show(value: Value, type_: Type, spec: str = "") -> str:
    """A known value as text; `spec` applies to numbers and to each item of a list."""
    if type_.item is not None:
        parts = [show(item, type_.item, spec) for item in value]
        if type_ == SIZES:
            return "×".join(parts)
        return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})" if type_ == SHAPE else ", ".join(parts)
    if type_.name == "number":
        return _number(value, spec)
    if type_.name == "bool":
        return "yes" if value else "no"
    return value if isinstance(value, str) else str(value.title if type_.name == "layer" else value.name)


def _number(value: Value, spec: str) -> str:
    if isinstance(value, Fraction) and value.denominator == 1:
        value = value.numerator
    if not isinstance(value, int | Fraction | float):
        return str(value)
    try:
        return _formatted(value, spec)
    except (OverflowError, ValueError):  # more digits than a float or a text may have
        return "a huge number"


def _formatted(value: int | Fraction | float, spec: str) -> str:
    parsed = FORMAT.fullmatch(spec)
    kind = parsed["kind"] if parsed else None
    if not spec:
        return str(value) if isinstance(value, int) else f"{float(value):.3g}"
    if kind == "si":
        return rounded(float(value))
    if kind == "%":
        return f"{100 * float(value):.{parsed['digits'] or 0}f} %" if parsed else ""
    return format(value if isinstance(value, int) and spec == "," else float(value), spec)
