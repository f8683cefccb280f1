"""Shapes that people write into comments and docstrings: `# x: (B, 3, 224, 224)`, `x: tensor of shape (N, 1, 28, 28)`.

They are for people, and may be out of date: what is read here only ever names a size that nothing else tells.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

SHAPE = re.compile(r"[(\[]\s*(?P<sizes>[^\W\d]?\w*(?:\s*[,×]\s*\w+){1,5})\s*,?\s*[)\]]")
NUMBER = re.compile(r"[1-9][0-9]{0,8}")
NAMES = ("input", "inputs", "x", "img", "image", "images")
_BEFORE = 60  # characters between a name and its shape
LARGEST_RANK = 6


def sizes_in(text: str, names: Collection[str], *, bare: bool) -> tuple[int | str, ...] | None:
    """The first shape in a text that is said of one of the names; where it is `bare`, one that begins it is taken without a name."""
    for line in text.splitlines():
        for match in SHAPE.finditer(line):
            before = line[: match.start()].strip().lstrip("#*- ").strip()
            if (not before and bare) or (before and is_about(before, names)):
                sizes = sizes_of(match["sizes"])
                if sizes is not None:
                    return sizes
    return None


def is_about(before: str, names: Collection[str]) -> bool:
    """Whether what stands in front of a shape names the input, at its beginning."""
    if len(before) > _BEFORE or "->" in before or "output" in before.lower() or "=>" in before:
        return False
    first = re.match(r"`*(?P<name>[^\W\d]\w*)`*", before)
    if first is None:
        return False
    name = first["name"]
    return name in names or name.lower() in ("input", "inputs")


def sizes_of(text: str) -> tuple[int | str, ...] | None:
    """Numbers and names of sizes; None for anything else, and for what names no number at all."""
    parts = [part.strip() for part in re.split(r"[,×]", text)]
    if not 2 <= len(parts) <= LARGEST_RANK or not any(map(NUMBER.fullmatch, parts)):
        return None
    if not all(NUMBER.fullmatch(part) or part.isidentifier() for part in parts):
        return None
    return tuple(int(part) if NUMBER.fullmatch(part) else part for part in parts)


def comment_lines(lines: list[str], start: int, end: int) -> Iterator[str]:
    """The texts of comments that stand alone on the lines from `start` to `end` (1-based, the end exclusive)."""
    for line in lines[max(start, 1) - 1 : max(end - 1, 0)]:
        stripped = line.strip()
        if stripped.startswith("#") and "cnnlint:" not in stripped:
            yield stripped.lstrip("#").strip()
