"""The language of patterns: "b (h p) w -> b h (p w)", read and applied to abstract tensors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Refused
from cnnlint.ops.shared import written
from cnnlint.symbolic import Size, same

ELLIPSIS: Final = "…"
REDUCTIONS: Final = ("min", "max", "sum", "mean", "prod", "any", "all")
Group = tuple[str, ...]
"""The names of the elementary axes that one axis is made of; none: an axis of size 1."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pattern. `joined`: the ellipsis stands in brackets, so that its axes become one."""

    groups: tuple[Group, ...]
    joined: bool = False

    @property
    def names(self) -> list[str]:
        """All elementary axes, in order."""
        return [name for group in self.groups for name in group]


def wrong(pattern: str, words: str) -> Refused:
    """The refusal of a pattern."""
    return Refused("invalid-argument", f"the pattern '{pattern}' {words}", None, argument="pattern", value=pattern)


@lru_cache(maxsize=1024)
def read_side(pattern: str, text: str) -> Side:
    """Read one side; an axis that is a number other than 1 has the name "_number"."""
    groups: list[Group] = []
    joined = False
    open_: list[str] | None = None
    for number, word in enumerate(words_of(pattern, text.replace("...", ELLIPSIS))):
        if word == "(":
            if open_ is not None:
                raise wrong(pattern, "has brackets within brackets")
            open_ = []
        elif word == ")":
            if open_ is None:
                raise wrong(pattern, "has brackets that are not balanced")
            groups.append(tuple(open_))
            joined = joined or ELLIPSIS in open_
            open_ = None
        else:
            names = () if word == "1" else (f"_{word}#{number}" if word.isdigit() else word,)
            if open_ is None:
                groups.append(names)
            else:
                open_.extend(names)
    side = Side(tuple(groups), joined)
    if open_ is not None:
        raise wrong(pattern, "has brackets that are not balanced")
    if len(set(side.names)) != len(side.names):
        raise wrong(pattern, "names an axis twice")
    return side


def words_of(pattern: str, text: str) -> Iterator[str]:
    """Names, numbers, brackets and the ellipsis."""
    for word in text.replace("(", " ( ").replace(")", " ) ").split():
        if word not in ("(", ")", ELLIPSIS) and not (
            word.isdigit() or (word.isidentifier() and not word.startswith("_"))
        ):
            raise wrong(pattern, f"holds {word!r}, which is no name of an axis")
        yield word


def read(pattern: str) -> tuple[Side, Side]:
    """Both sides of a pattern."""
    left, arrow, right = pattern.partition("->")
    if not arrow:
        raise wrong(pattern, "has no arrow")
    if "->" in right:
        raise Raises(
            "ValueError",
            "invalid-argument",
            f"the pattern '{pattern}' has several arrows",
            argument="pattern",
            value=pattern,
        )
    return read_side(pattern, left), read_side(pattern, right)


def anonymous(names: Sequence[str]) -> list[str]:
    """The axes that are numbers."""
    return [name for name in names if name.startswith("_")]


def check(pattern: str, left: Side, right: Side, how: str, lengths: Mapping[str, Size]) -> None:
    """Refuse what does not go with the operation."""
    ours, theirs = set(left.names), set(right.names)
    if how == "rearrange" and (anonymous(left.names) or anonymous(right.names)):
        raise wrong(pattern, "has axes that are numbers other than 1")
    if (how == "repeat" and anonymous(left.names)) or (how == "reduce" and anonymous(right.names)):
        raise wrong(pattern, f"has axes that are numbers on the {'left' if how == 'repeat' else 'right'}")
    plain = {name for name in theirs if not name.startswith("_")}
    if how == "repeat":
        new = plain - ours - set(lengths)
        if new:
            raise wrong(pattern, f"does not say the size of {', '.join(sorted(new))}")
    elif plain - ours:
        raise wrong(pattern, f"has {', '.join(sorted(plain - ours))} on the right only")
    if how != "reduce" and ours - theirs:
        raise wrong(pattern, f"has {', '.join(sorted(ours - theirs))} on the left only")
    if left.joined:
        raise wrong(pattern, "has an ellipsis in brackets on the left")
    unused = [name for name in lengths if name not in ours | theirs]
    if unused:
        raise wrong(pattern, f"does not use the axis {unused[0]}")


def spelled(side: Side, count: int) -> Side:
    """The side with the axes of the ellipsis written out."""
    names = tuple(f"{ELLIPSIS}{n}" for n in range(count))
    groups: list[Group] = []
    for group in side.groups:
        if group == (ELLIPSIS,) and not side.joined:
            groups.extend((name,) for name in names)
        else:
            groups.append(tuple(part for name in group for part in (names if name == ELLIPSIS else (name,))))
    return Side(tuple(groups))


def length_of(name: str, lengths: Mapping[str, Size]) -> Size | None:
    """The size of an axis that is said, by name or as a number."""
    return int(name[1:].partition("#")[0]) if name.startswith("_") else lengths.get(name)


def apply(x: Tensor, pattern: str, how: str, lengths: Mapping[str, Size]) -> Tensor:
    """The tensor rearranged, reduced or repeated by a pattern."""
    left, right = read(pattern)
    check(pattern, left, right, how, lengths)
    if x.shape is None:
        raise NotKnown("the rank of a tensor")
    left, spare = fitted(pattern, left, x.shape)
    right = spelled(right, spare)
    x = opened(x, left, lengths)
    names = left.names
    gone = [axis for axis, name in enumerate(names) if name not in right.names]
    if gone:
        x = ops.reduce(x, gone).tensor
        names = [name for name in names if name in right.names]
    kept = [name for name in right.names if name in names]
    x = ops.permute(x, [names.index(name) for name in kept]).tensor
    return closed(repeated(x, kept, right, lengths), right)


def fitted(pattern: str, left: Side, shape: Shape) -> tuple[Side, int]:
    """The left side for a shape, and the number of axes in its ellipsis; refuses another rank."""
    dots = any(ELLIPSIS in group for group in left.groups)
    spare = len(shape) - len(left.groups) + 1 if dots else 0
    if spare < 0 or (not dots and len(shape) != len(left.groups)):
        words = f"the pattern '{pattern}' does not fit a tensor of {written(shape)}"
        raise Refused("rank-mismatch", words, None, expected_rank=len(left.groups), actual_rank=len(shape), shape=shape)
    return spelled(left, spare), spare


def opened(x: Tensor, left: Side, lengths: Mapping[str, Size]) -> Tensor:
    """The tensor with an axis for each elementary one; refuses sizes that do not fit ("reshape-mismatch")."""
    for axis in range(len(left.groups) - 1, -1, -1):
        group, size = left.groups[axis], (x.shape or ())[axis]
        sizes = [length_of(name, lengths) for name in group]
        if not group:
            x = ops.squeeze(x, axis, strict=True).tensor
        elif len(group) == 1:
            if sizes[0] is not None:
                words = f"the axis {group[0]} has {size} and not {sizes[0]}"
                require(
                    same(size, sizes[0]),
                    partial(Refused, "reshape-mismatch", words, None, shape=x.shape, elements=size),
                )
        elif sizes.count(None) > 1:
            names = ", ".join(name for name, known in zip(group, sizes, strict=True) if known is None)
            raise Refused(
                "invalid-argument", f"the sizes of {names} cannot be told", None, argument="pattern", value=names
            )
        else:
            x = ops.unflatten(x, axis, [-1 if known is None else known for known in sizes]).tensor
    return x


def repeated(x: Tensor, names: list[str], right: Side, lengths: Mapping[str, Size]) -> Tensor:
    """The tensor with the axes that are new on the right."""
    for axis, name in enumerate(right.names):
        if name not in names:
            size = length_of(name, lengths)
            x = ops.unsqueeze(x, axis).tensor
            sizes: list[Size] = [-1] * (x.rank or 0)
            sizes[axis] = 1 if size is None else size
            x = ops.expand(x, sizes).tensor
    return x


def closed(x: Tensor, right: Side) -> Tensor:
    """The tensor with the elementary axes of each group as one."""
    for axis, group in enumerate(right.groups):
        if not group:
            x = ops.unsqueeze(x, axis).tensor
        elif len(group) > 1:
            x = ops.flatten(x, axis, axis + len(group) - 1).tensor
    return x
