"""Input sizes as people write them: `1,3,224,224`, `N,3,H,W`, `image=N,3,H,W`."""

from __future__ import annotations

from typing import TypeAlias

NamedShape: TypeAlias = tuple[str, tuple[int | str, ...]]

_MOST = 2**31
_BRACKETS = {"(": ")", "[": "]"}


def parse_input(text: str) -> NamedShape:
    """The name ("" if none is given) and the sizes, numbers or letters. Raises ValueError with a message for people."""
    name, equals, sizes = text.rpartition("=")
    if equals and not name.strip():
        raise ValueError(f"{text!r} has no name before its =")
    return name.strip(), parse_shape(sizes)


def parse_shape(text: str) -> tuple[int | str, ...]:
    """The sizes of a shape, with or without brackets around it. Raises ValueError with a message for people."""
    inner = text.strip()
    closing = _BRACKETS.get(inner[:1])
    if closing is not None and inner.endswith(closing):
        inner = inner[1:-1]
    parts = inner.strip().removesuffix(",").split(",")
    return tuple(check_size(part.strip()) for part in parts)


def check_size(size: int | str) -> int | str:
    """A positive number, or a letter or word that stands for one. Raises ValueError with a message for people."""
    if isinstance(size, str) and size.isascii() and size.isdigit() and len(size) < 20:
        size = int(size)
    if isinstance(size, str):
        if not size.isidentifier():
            raise ValueError(f"{size!r} is not a size; write numbers and names: 1,3,224,224 or N,3,H,W")
        return size
    if not 1 <= size <= _MOST:
        raise ValueError(f"a size is a number from 1 to {_MOST}, not {size}")
    return size
