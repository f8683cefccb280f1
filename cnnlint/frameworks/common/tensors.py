"""Tensors as values of the interpreter."""

from __future__ import annotations

from dataclasses import replace

from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.join import join_sizes
from cnnlint.interpreter.values import MISSING, ClassValue, Instance, Value
from cnnlint.symbolic import equal


class TensorValue(Instance):
    """A tensor that the program handles: an object of the framework's tensor class that stands for a `graph.Tensor`.

    The data of a tensor is never known, but `known` may hold the nested list or number that it was made from (a schedule made by
    `linspace`, a table of indexes), where it is small.
    """

    __slots__ = ("known", "tensor")

    def __init__(self, cls: ClassValue, tensor: Tensor, known: Value = MISSING) -> None:
        super().__init__(cls)
        self.tensor = tensor
        self.known = known

    def forget(self) -> None:
        """What its values are is not known any more, nor that they are numbers of classes."""
        self.known = MISSING
        if self.tensor.labels is not None:
            self.tensor = replace(self.tensor, labels=None)

    def join(self, other: Instance) -> Value:
        """A tensor of either's shape: sizes that differ are not known; neither is the rank if the ranks differ."""
        if not isinstance(other, TensorValue):
            return MISSING
        return TensorValue(self.cls, join_tensors(self.tensor, other.tensor))

    def __repr__(self) -> str:
        return f"<tensor {self.tensor.shape}>"


class ArrayLike(Instance):
    """An object that NumPy makes an array of."""

    __slots__ = ()

    def as_array(self) -> Tensor:
        """The array."""
        raise NotImplementedError


def join_tensors(one: Tensor, other: Tensor) -> Tensor:
    """What is known of a tensor that is one or the other."""
    from cnnlint.graph.algebra import join  # only needed where branches meet

    sources = tuple({id(source): source for source in (*one.sources, *other.sources)}.values())
    dtype = one.dtype if one.dtype == other.dtype else None
    shape = join_shapes(one.shape, other.shape)
    fields = [field for field in (one.field, other.field) if field is not None]
    field = join(fields) if fields and shape is not None else None
    return Tensor(shape, dtype, field, sources)


def join_shapes(one: Shape | None, other: Shape | None) -> Shape | None:
    """Size by size; None where the ranks differ."""
    if one is None or other is None or len(one) != len(other):
        return None
    return tuple(a if equal(a, b) else join_sizes(a, b) for a, b in zip(one, other, strict=True))


def tensor_of(value: Value) -> Tensor | None:
    """The abstract tensor that a value stands for, None if it is not a tensor."""
    return value.tensor if isinstance(value, TensorValue) else None
