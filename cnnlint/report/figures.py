"""Numbers, sizes, shapes and fields as people read them."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlint.graph import Shape
from cnnlint.report.measure import Measured
from cnnlint.symbolic import Size
from cnnlint.symbolic.rounding import rounded as in_three_figures

BYTES_PER_PARAMETER = 4


def grouped(size: Size) -> str:
    """A count with thousands separators: `36,928`."""
    return f"{size:,}" if isinstance(size, int) else str(size)


def rounded(size: Size) -> str:
    """A large count in three figures: `195 k`, `10.6 M`, `28.7 G`."""
    return in_three_figures(size) if isinstance(size, int) and size >= 1000 else str(size)


def megabytes(parameters: Size) -> str | None:
    """The memory that parameters of 4 bytes take, in units of 2**20 bytes: `0.21 MB`; None if their number is not known."""
    if not isinstance(parameters, int):
        return None
    value = parameters * BYTES_PER_PARAMETER / 2**20
    return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f} MB"


def percent(share: float) -> str:
    """A share of 1 as a whole percentage; what is not all of it never rounds up to 100 %."""
    value = round(share * 100)
    return f"{min(value, 99) if share < 1 else value} %"


def percents(shares: Sequence[float]) -> str:
    """The shares along several axes, once if they are the same: `25 %`, `25×50 %`."""
    texts = [percent(share) for share in shares]
    return texts[0] if len(set(texts)) == 1 else "×".join(text.removesuffix(" %") for text in texts) + " %"


def sides(sizes: Sequence[object]) -> str:
    """Sizes along the axes: `7×7`, `W×(H - 4)`."""
    return "×".join(f"({text})" if " " in text else text for text in map(str, sizes))


def shape_text(shape: Shape | None) -> str:
    """A shape as in the table: `N, 26, 26, 32`; `scalar`; `?` where not even the rank is known."""
    if shape is None:
        return "?"
    return ", ".join(map(str, shape)) if shape else "scalar"


def tuple_text(shape: Shape | None) -> str:
    """A shape as Python writes it: `(N, 28, 28, 1)`, `(N,)`."""
    if shape is None:
        return "of unknown shape"
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def field_text(measured: Measured) -> str:
    """The size of a field: `7×7`; `all` where the whole input is read."""
    return "all" if measured.is_global else sides(measured.size)
