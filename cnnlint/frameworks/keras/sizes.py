"""Shapes as a program sees them: tuples that may be TensorFlow's own kind, and the shape that `tf.shape` gives as a tensor of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.sizes import SizeValue
from cnnlint.frameworks.keras.library import keras
from cnnlint.interpreter.builtins.tables import OBJECT, TUPLE
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Attributes, ClassValue, Instance, Native, Unknown, Value
from cnnlint.symbolic import Dim, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

SHAPE = ClassValue("TensorShape", (TUPLE, OBJECT), Attributes(), module="tensorflow")
keras.add("tensorflow.TensorShape", SHAPE)
NUMBERS = ClassValue("Tensor", (TUPLE, OBJECT), Attributes(), module="tensorflow")


def shape_value(sizes: tuple[Value, ...]) -> SizeValue:
    """A shape as the program sees it."""
    return SizeValue(SHAPE, sizes)


def numbers(sizes: tuple[Value, ...]) -> SizeValue:
    """A tensor of one axis that holds these numbers."""
    return SizeValue(NUMBERS, sizes)


def is_counted(self: Instance) -> bool:
    """Whether all sizes are numbers."""
    return all(isinstance(size, (int, Dim)) for size in self.payload)


# --- what TensorFlow's class has, and no tuple ------------------------------------------------------------------------


def new_shape(vm: Interpreter, cls: ClassValue, dims: Value = None) -> Value:
    """`tf.TensorShape([None, 3])`."""
    if dims is None or isinstance(plain(dims), Unknown):
        return vm.unknown("a shape that is not known")
    return shape_value(tuple(vm.elements(dims)))


SHAPE.namespace["__new__"] = Native("tensorflow.TensorShape", new_shape)


@keras.method(SHAPE, "__getitem__")
def part(vm: Interpreter, self: Instance, key: Value) -> Value:
    found = vm.getitem(self.payload, key)
    return shape_value(found) if isinstance(found, tuple) else found


@keras.method(SHAPE, "__add__", "concatenate")
def longer(vm: Interpreter, self: Instance, other: Value) -> Value:
    found = plain(other)
    joined = vm.binary("+", self.payload, tuple(found) if isinstance(found, list) else found)
    return shape_value(joined) if isinstance(joined, tuple) else joined


@keras.method(SHAPE, "__radd__")
def longer_before(vm: Interpreter, self: Instance, other: Value) -> Value:
    found = plain(other)
    joined = vm.binary("+", tuple(found) if isinstance(found, list) else found, self.payload)
    return shape_value(joined) if isinstance(joined, tuple) else joined


@keras.method(SHAPE, "as_list")
def as_list(vm: Interpreter, self: Instance) -> Value:
    return list(self.payload)


@keras.attribute(SHAPE, "dims")
def dims_of(vm: Interpreter, self: Instance) -> Value:
    return list(self.payload)


@keras.attribute(SHAPE, "rank", "ndims")
def rank(vm: Interpreter, self: Instance) -> Value:
    return len(self.payload)


@keras.method(SHAPE, "num_elements")
def elements(vm: Interpreter, self: Instance) -> Value:
    if None in self.payload:
        return None
    return product(self.payload) if is_counted(self) else vm.unknown("a number of elements")


@keras.method(SHAPE, "is_fully_defined")
def is_defined(vm: Interpreter, self: Instance) -> Value:
    if None in self.payload:
        return False
    return is_counted(self) or vm.unknown("whether a size is left open")


@keras.method(SHAPE, "with_rank", "with_rank_at_least", "with_rank_at_most")
def same(vm: Interpreter, self: Instance, rank: Value) -> Value:
    return self


@keras.method(SHAPE, "__getattr__")
def shape_attribute(vm: Interpreter, self: Instance, name: str) -> Value:
    return vm.unknown(f"{name} of a shape")


# --- numbers ----------------------------------------------------------------------------------------------------------


@keras.method(NUMBERS, "__getitem__")
def part_of_numbers(vm: Interpreter, self: Instance, key: Value) -> Value:
    found = vm.getitem(self.payload, key)
    return numbers(found) if isinstance(found, tuple) else found


@keras.attribute(NUMBERS, "shape")
def shape_of_numbers(vm: Interpreter, self: Instance) -> Value:
    return shape_value((len(self.payload),))


@keras.attribute(NUMBERS, "dtype")
def dtype_of_numbers(vm: Interpreter, self: Instance) -> Value:
    return "int32"


@keras.attribute(NUMBERS, "ndim")
def rank_of_numbers(vm: Interpreter, self: Instance) -> Value:
    return 1


@keras.method(NUMBERS, "numpy")
def as_array(vm: Interpreter, self: Instance) -> Value:
    return self


@keras.method(NUMBERS, "__getattr__")
def number_attribute(vm: Interpreter, self: Instance, name: str) -> Value:
    return vm.unknown(f"{name} of a tensor of sizes")


def elementwise(symbol: str, method: str, *, mirrored: bool) -> None:
    """An operator between numbers and as many others, or one for all."""

    @keras.method(NUMBERS, method)
    def run(vm: Interpreter, self: Instance, other: Value) -> Value:
        found = plain(other)
        if isinstance(found, (list, tuple)):
            if len(found) != len(self.payload):
                raise NotKnown("arithmetic on sizes")
            others = list(found)
        elif isinstance(found, (int, float, Dim)):
            others = [found] * len(self.payload)
        else:
            return vm.unknown("arithmetic on sizes")
        pairs = zip(self.payload, others, strict=True)
        return numbers(tuple(vm.binary(symbol, *((b, a) if mirrored else (a, b))) for a, b in pairs))


for _symbol, _name in {"+": "add", "-": "sub", "*": "mul", "//": "floordiv", "/": "truediv", "%": "mod"}.items():
    elementwise(_symbol, f"__{_name}__", mirrored=False)
    elementwise(_symbol, f"__r{_name}__", mirrored=True)


def compared(vm: Interpreter, self: Instance, other: Value) -> Value:
    """A comparison of tensors is a tensor."""
    return vm.unknown("a comparison of sizes, one by one")


for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    NUMBERS.namespace[f"__{_name}__"] = Native(f"tensorflow.Tensor.__{_name}__", compared, owner=NUMBERS)
