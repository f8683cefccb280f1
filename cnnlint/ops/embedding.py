"""Rows of a table looked up by index."""

from __future__ import annotations

from cnnlint.graph import Tensor
from cnnlint.ops.outcome import Outcome
from cnnlint.ops.shared import derived
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size


@operation
def embedding(x: Tensor, *, width: Size, dtype: str | None = "float32") -> Outcome:
    """Each index becomes `width` features on a new last axis."""
    return Outcome(derived(x, None if x.shape is None else (*x.shape, width), x.field, dtype))
