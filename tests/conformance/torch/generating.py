"""Small programs at random: arguments that mostly fit, and now and then one that does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

Program = Callable[["Gen"], str]
BAD = 0.04  # how often a call is given one argument too many, or a keyword that does not exist


class Gen(Random):
    """A source of sizes, shapes, arguments and calls."""

    def __init__(self, seed: str) -> None:
        super().__init__(seed)
        self.faults = 0  # how often something that may not fit has been drawn

    def stray(self, share: float) -> bool:
        """True so often, for a fault."""
        if not self.chance(share):
            return False
        self.faults += 1
        return True

    def count(self, *wrong: bool) -> None:
        """Take note of what has been drawn otherwise and does not fit."""
        self.faults += sum(wrong)

    def size(self, low: int = 1, high: int = 7) -> int:
        """A small size."""
        return self.randint(low, high)

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.random() < share

    def pick(self, *values: Any) -> Any:
        """One of these."""
        return self.choice(values)

    def shape(self, low: int = 0, high: int = 4, most: int = 5) -> tuple[int, ...]:
        """A shape of some rank."""
        return tuple(self.size(1, most) for _ in range(self.randint(low, high)))

    def axis(self, rank: int, stray: float = 0.1) -> int:
        """An axis, counted from either end; now and then one that is not there."""
        if self.stray(stray):
            return self.pick(rank, -rank - 1, rank + 2)
        return self.randint(-rank, rank - 1) if rank else self.pick(0, -1)

    def per_axis(self, n: int, low: int, high: int) -> Any:
        """One number for all axes, or one each; now and then of another length."""
        if self.chance(0.5):
            return self.randint(low, high)
        count = self.randint(1, n + 1) if self.stray(0.06) else n
        return tuple(self.randint(low, high) for _ in range(count))

    def broadcastable(self, shape: Sequence[int]) -> tuple[int, ...]:
        """A shape that mostly broadcasts with another."""
        other = [1 if self.chance(0.25) else size for size in shape][self.randint(0, len(shape)) :]
        if other and self.stray(0.15):
            other[self.randrange(len(other))] += 1
        if self.stray(0.15):
            other.insert(0, self.size(1, 3))
        return tuple(other)

    def near(self, value: int, share: float = 0.12) -> int:
        """The number, now and then another."""
        return max(value + self.pick(-1, 1, 2), 1) if self.stray(share) else value

    def some(self, arguments: dict[str, Any], share: float = 0.5) -> dict[str, Any]:
        """Some of the keywords."""
        return {name: value for name, value in arguments.items() if self.chance(share)}

    def call(self, function: str, *args: Any, bad: float = BAD, **kwargs: Any) -> str:
        """A call, its first keywords now and then given by position."""
        words = [text(arg) for arg in args]
        named = [f"{name.rstrip('_')}={text(value)}" for name, value in kwargs.items()]
        if self.stray(bad):
            fault = self.pick("keyword", "more", "less")
            if fault == "keyword":
                named.append("kernal=3")
            elif fault == "more" and not named:
                words += ["1"] * 12
            elif fault == "less" and words:
                words.pop()
        return f"{function}({', '.join([*words, *named])})"

    def layer(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The line that makes a layer."""
        return f"m = {self.call(f'nn.{name}', *args, **kwargs)}.eval()"


class Text(str):
    """A part of a program, as opposed to a string in one."""

    __slots__ = ()


def text(value: Any) -> str:
    """A value as it is written."""
    return str(value) if isinstance(value, Text) else repr(value)


def zeros(shape: Sequence[int], dtype: str = "") -> Text:
    """A tensor of a shape."""
    listed = ", ".join(map(str, shape))
    given = f"({listed},)" if len(shape) == 1 else f"({listed})"
    return Text(f"torch.zeros({given}{f', dtype=torch.{dtype}' if dtype else ''})")


def ones(shape: Sequence[int], dtype: str = "") -> Text:
    """The same, filled with ones."""
    return Text(zeros(shape, dtype).replace("torch.zeros", "torch.ones"))


def program(*lines: str) -> str:
    """Lines as a text."""
    return "\n".join(lines) + "\n"
