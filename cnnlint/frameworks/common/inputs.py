"""Inputs of which the shape is not said anywhere: the first operation that needs to know tells what it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.graph import Input, Shape, Tensor
from cnnlint.interpreter.outcome import ControlFlow
from cnnlint.interpreter.values import Unknown
from cnnlint.symbolic import symbol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class NeedsInput(ControlFlow):  # noqa: N818 - a question, not an error
    """An operation has met an input of unknown rank; `candidates` are the shapes that it would take, the most likely first.

    `forced`: the operation takes no other shape, so that what follows from it is certain.
    """

    def __init__(self, source: Input, candidates: Sequence[Shape], *, forced: bool) -> None:
        super().__init__(source.name)
        self.source = source
        self.candidates = tuple(candidates)
        self.forced = forced


def demand(tensor: Tensor, candidates: Sequence[Shape], *, forced: bool = False) -> None:
    """Ask for the shape of an input that has none yet; does nothing for any other tensor."""
    if (
        tensor.shape is None
        and len(tensor.sources) == 1
        and isinstance(tensor.sources[0], Input)
        and tensor.sources[0].shape is None
    ):
        raise NeedsInput(tensor.sources[0], candidates, forced=forced)


class OpenShape(Unknown):
    """The shape of an input whose rank is not known; unpacking it into so many names tells the rank.

    `letters` are the names of the sizes that a framework has for each rank.
    """

    __slots__ = ("letters", "tensor")

    tensor: Tensor
    letters: Mapping[int, Sequence[str]]

    def __init__(self, tensor: Tensor, letters: Mapping[int, Sequence[str]]) -> None:
        super().__init__("the shape of a tensor of unknown rank")
        object.__setattr__(self, "tensor", tensor)
        object.__setattr__(self, "letters", letters)

    def unpacked(self, count: int) -> None:
        """Ask for an input of this rank."""
        if count in self.letters:
            demand(self.tensor, [tuple(symbol(letter) for letter in self.letters[count])], forced=True)
