"""Shapes as a program sees them: objects of classes derived from tuple."""

from __future__ import annotations

from cnnlint.interpreter.join import join_sizes
from cnnlint.interpreter.values import MISSING, Instance, Unknown, Value
from cnnlint.symbolic import Dim, equal


class SizeValue(Instance):
    """A shape of the framework's own class; the sizes are its payload."""

    __slots__ = ()

    def join(self, other: Instance) -> Value:
        """Size by size."""
        alike = isinstance(other, SizeValue) and other.cls is self.cls
        if not alike or len(self.payload) != len(other.payload):
            return MISSING
        pairs = zip(self.payload, other.payload, strict=True)
        return SizeValue(self.cls, tuple(a if same(a, b) else joined(a, b) for a, b in pairs))


def same(one: Value, other: Value) -> bool:
    """True for two sizes that are certainly equal, or both left open."""
    known = isinstance(one, (int, Dim)) and isinstance(other, (int, Dim))
    return one is other or (known and equal(one, other) is True)


def joined(one: Value, other: Value) -> Value:
    """A size that is one or the other."""
    if isinstance(one, (int, Dim)) and isinstance(other, (int, Dim)):
        return join_sizes(one, other)
    return Unknown("one of two sizes")
