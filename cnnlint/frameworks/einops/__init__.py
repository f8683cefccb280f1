"""einops: patterns of named axes, bound to the neutral ops."""

from __future__ import annotations

from importlib import import_module

from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import Value

__all__ = ["LIBRARY"]


class Einops(Library):
    """The table; the layers for PyTorch are added when one is asked for, so that Keras alone does not load PyTorch's tables."""

    def lookup(self, dotted: str) -> Value:
        """The value of a dotted name."""
        if dotted.startswith("einops.layers.torch"):
            import_module("cnnlint.frameworks.torch.einops")
        return super().lookup(dotted)


LIBRARY = Einops("einops")
import_module("cnnlint.frameworks.einops.functions")  # fills the table
