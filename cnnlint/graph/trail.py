"""How a call made its tensors: the operations that it came down to, so that they can be carried out again on other tensors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cnnlint.graph.tensor import Tensor


@dataclass(eq=False, slots=True)
class Step:
    """One operation of `cnnlint.ops`: the function, what it was given, and what it gave back."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    result: Any


@dataclass(eq=False, slots=True)
class Trail:
    """The operations since the row before, and the tensors that the call made, as they were before they were given their source."""

    steps: tuple[Step, ...]
    made: tuple[Tensor, ...]
