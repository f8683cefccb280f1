"""Where the size of a model's input was learnt from, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.graph import Input, Tensor
from cnnlint.syntax.writing import brief

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MOST_STEPS = 200  # operations between what is loaded and what is fed


def call_words(vm: Interpreter) -> str:
    """The call that is being evaluated, as it is written: `model(torch.randn(1, 3, 32, 32))`."""
    node = vm.frame.calling if vm.frame is not None else None
    return brief(node) if node is not None else "its first call"


def origin_of(tensor: Tensor) -> Input | None:
    """The input, or the data, that a tensor was computed from, along the first of several; None where that is not told."""
    sources = tensor.sources
    for _ in range(MOST_STEPS):
        if not sources:
            return None
        found = next((source for source in sources if isinstance(source, Input)), None)
        if found is not None:
            return found
        sources = sources[0].inputs[:1] if not isinstance(sources[0], Input) else ()
    return None
