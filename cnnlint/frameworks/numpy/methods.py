"""Changing shapes, joining, indexing, and the methods and operators of arrays."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import axes, integer, shape, shape_of_args
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.numpy.array import ARRAY, DTYPE, LIBRARY, as_tensor, computed, data_of, each, of_data, of_shape
from cnnlint.frameworks.numpy.functions import combine, element_type
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Instance, IteratorValue, Native, Unknown, Value
from cnnlint.symbolic import Dim, fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MANY = 1 << 62


def own(self: Instance) -> Tensor:
    """The abstract tensor of a method's receiver."""
    assert isinstance(self, TensorValue)  # noqa: S101 - methods of the class are only looked up on arrays
    return self.tensor


def both(names: str, method: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator: the host function `(vm, array, …)` implements these functions and methods; it gives what an op gives."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        def run(vm: Interpreter, a: Value, *args: Value, **kwargs: Value) -> Value:
            return computed(vm, lambda: function(vm, a, *args, **kwargs))

        for name in names.split():
            LIBRARY.add(f"numpy.{name}", Native(f"numpy.{name}", run))
        for name in method.split():
            ARRAY.namespace[name] = Native(f"numpy.ndarray.{name}", run)
        return function

    return register


@both("reshape", "reshape")
def reshape(vm: Interpreter, a: Value, *newshape: Value, **kwargs: Value) -> Any:
    given = kwargs.get("shape", kwargs.get("newshape"))
    return ops.reshape(as_tensor(a), shape(given) if given is not None else shape_of_args(newshape))


@both("ravel", "ravel flatten")
def ravel(vm: Interpreter, a: Value, order: Value = "C") -> Any:
    return ops.flatten(as_tensor(a), 0, -1)


@both("transpose", "transpose")
def transpose(vm: Interpreter, a: Value, *order: Value, **kwargs: Value) -> Any:
    x = as_tensor(a)
    given = kwargs.get("axes")
    chosen = shape(given) if given is not None else shape_of_args(order) if order and order[0] is not None else None
    if x.rank is None:
        raise NotKnown("the rank of an array")
    return ops.permute(x, tuple(range(x.rank))[::-1] if chosen is None else [integer(axis) for axis in chosen])


@both("swapaxes", "swapaxes")
def swapaxes(vm: Interpreter, a: Value, axis1: Value, axis2: Value) -> Any:
    return ops.transpose(as_tensor(a), integer(axis1), integer(axis2))


@both("moveaxis rollaxis")
def moveaxis(vm: Interpreter, a: Value, source: Value, destination: Value = 0) -> Any:
    return ops.move_axis(as_tensor(a), axes(source) or (), axes(destination) or ())


@both("expand_dims")
def expand_dims(vm: Interpreter, a: Value, axis: Value = 0) -> Any:
    return ops.unsqueeze(as_tensor(a), axes(axis) or (0,))


@both("squeeze", "squeeze")
def squeeze(vm: Interpreter, a: Value, axis: Value = None) -> Any:
    return ops.squeeze(as_tensor(a), axes(axis), strict=True)


@both("concatenate")
def concatenate(vm: Interpreter, arrays: Value, axis: Value = 0, **kwargs: Value) -> Any:
    given = [as_tensor(one) for one in vm.elements(arrays)]
    return ops.concat(given, integer(axis)) if axis is not None else Tensor((fresh(),), None)


@both("stack")
def stack(vm: Interpreter, arrays: Value, axis: Value = 0, **kwargs: Value) -> Any:
    return ops.stack([as_tensor(one) for one in vm.elements(arrays)], integer(axis))


@both("hstack vstack dstack column_stack")
def other_stacks(vm: Interpreter, arrays: Value, **kwargs: Value) -> Any:
    return Tensor(None, None)


@both("repeat", "repeat")
def repeat(vm: Interpreter, a: Value, repeats: Value, axis: Value = None) -> Any:
    return ops.repeat_interleave(as_tensor(a), size_of(repeats), None if axis is None else integer(axis))


@both("tile")
def tile(vm: Interpreter, a: Value, reps: Value) -> Any:
    return ops.tile(as_tensor(a), shape(reps))


@both("pad")
def pad(vm: Interpreter, array: Value, pad_width: Value, mode: Value = "constant", **kwargs: Value) -> Any:
    pairs = [vm.elements(pair) for pair in vm.elements(pad_width)]
    if any(len(pair) != 2 for pair in pairs):
        raise NotKnown("how much is padded")
    return ops.pad(as_tensor(array), [(size_of(before), size_of(after)) for before, after in pairs])


@both("broadcast_to")
def broadcast_to(vm: Interpreter, array: Value, shape_: Value = None, **kwargs: Value) -> Any:
    return ops.expand(as_tensor(array), shape(kwargs.get("shape", shape_)))


@both("matmul dot", "__matmul__ dot")
def matmul(vm: Interpreter, a: Value, b: Value, **kwargs: Value) -> Any:
    return ops.matmul(as_tensor(a), as_tensor(b))


@both("einsum")
def einsum(vm: Interpreter, equation: Value, *operands: Value, **kwargs: Value) -> Any:
    text = plain(equation)
    if not isinstance(text, str):
        raise NotKnown("the equation of an einsum")
    return ops.einsum(text, [as_tensor(one) for one in operands])


@both("flip fliplr flipud rot90 sort roll triu tril nan_to_num", "copy sort clip round conj")
def same(vm: Interpreter, a: Value, *args: Value, **kwargs: Value) -> Any:
    return as_tensor(a)


@both("where unique nonzero argsort argwhere diff outer diag histogram delete insert append take meshgrid bincount interp searchsorted array_split",
      "nonzero argsort")  # fmt: skip
def not_modelled(vm: Interpreter, *args: Value, **kwargs: Value) -> Any:
    return Tensor(None, None)


@LIBRARY.function("numpy.split")
def split(vm: Interpreter, ary: Value, indices_or_sections: Value, axis: Value = 0) -> Value:
    given = plain(indices_or_sections)
    parts = shape(given) if isinstance(given, (list, tuple)) else integer(given)
    found = ops.tensor_split(as_tensor(ary), parts, integer(axis), even=True)
    if found is None:
        raise NotKnown("how many parts an array is split into")
    return [of_shape(one.shape, one.dtype) for one in found]


# --- attributes and methods -------------------------------------------------------------------------------------------


@LIBRARY.attribute(ARRAY, "shape")
def shape_attribute(vm: Interpreter, self: Instance) -> Value:
    found = own(self).shape
    return vm.unknown("the shape of an array") if found is None else found


@LIBRARY.attribute(ARRAY, "ndim")
def rank_attribute(vm: Interpreter, self: Instance) -> Value:
    found = own(self).rank
    return vm.unknown("the rank of an array") if found is None else found


@LIBRARY.attribute(ARRAY, "size")
def size_attribute(vm: Interpreter, self: Instance) -> Value:
    found = own(self).elements
    return vm.unknown("the size of an array") if found is None else found


@LIBRARY.attribute(ARRAY, "dtype")
def dtype_attribute(vm: Interpreter, self: Instance) -> Value:
    name = own(self).dtype
    return vm.unknown("the element type of an array") if name is None else Instance(DTYPE, name)


@LIBRARY.attribute(ARRAY, "T")
def transposed(vm: Interpreter, self: Instance) -> Value:
    return vm.call(vm.getattr(self, "transpose"))


@LIBRARY.method(ARRAY, "__len__")
def length(vm: Interpreter, self: Instance) -> Value:
    found = own(self).shape
    return found[0] if found else vm.unknown("the length of an array")


@LIBRARY.method(ARRAY, "astype")
def astype(vm: Interpreter, self: Instance, dtype: Value = None, **kwargs: Value) -> Value:
    kind = element_type(dtype, None)
    data = data_of(self)
    name = dtype.name if not isinstance(dtype, (str, Instance)) and hasattr(dtype, "name") else kind or ""
    if isinstance(data, list) and ("int" in name or "float" in name):
        return of_data(each(int if "int" in name else float, data), kind)
    return TensorValue(ARRAY, replace(own(self), dtype=kind))


@LIBRARY.method(ARRAY, "tolist", "item")
def to_list(vm: Interpreter, self: Instance, *args: Value) -> Value:
    data = data_of(self)
    return vm.unknown("the values of an array") if data is MISSING else data


@LIBRARY.method(
    ARRAY, "__int__", "__float__", "__index__", "__bool__", "__str__", "__repr__", "__format__", "__contains__"
)
def value_of(vm: Interpreter, self: Instance, *args: Value) -> Value:
    return vm.unknown("a value that depends on data")


@LIBRARY.method(ARRAY, "__setitem__", "fill", "shuffle", "resize")
def change(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    if isinstance(self, TensorValue):
        self.forget()
    return None


@LIBRARY.method(ARRAY, "__iter__")
def iterate(vm: Interpreter, self: Instance) -> Value:
    data = data_of(self)
    if isinstance(data, list):
        return IteratorValue([of_data(item) for item in data])
    parts = ops.unbind(own(self), 0)
    if parts is None or len(parts) > 10_000:
        return vm.unknown("how many elements an array has")
    return IteratorValue([of_shape(part.shape, part.dtype) for part in parts])


@LIBRARY.method(ARRAY, "__getitem__")
def getitem(vm: Interpreter, self: Instance, key: Value) -> Value:
    given = plain(key)
    data = data_of(self)
    if isinstance(data, list) and isinstance(given, (int, slice)):
        found = vm.getitem(data, given)
        return of_data(found) if isinstance(found, list) else found
    parts = given if isinstance(given, tuple) else (given,)
    return computed(vm, lambda: ops.index(own(self), [item(part) for part in parts]))


def item(value: Value) -> Any:
    """One part of an index as the op takes it."""
    value = plain(value)
    if isinstance(value, TensorValue):
        return value.tensor
    if value is None or value is Ellipsis or isinstance(value, (int, Dim)):
        return value
    if isinstance(value, slice):
        return slice(
            *(
                None if part is None else size_of(part, -MANY)
                for part in map(plain, (value.start, value.stop, value.step))
            )
        )
    if isinstance(value, (list, tuple)):
        return Tensor((len(value),), "int64")
    raise NotKnown(value.reason if isinstance(value, Unknown) else "an index that is not known")


REDUCTIONS = "prod sum max min mean std var any all argmax argmin cumsum"
for _name in REDUCTIONS.split():
    ARRAY.namespace[_name] = LIBRARY.values[f"numpy.{_name}"]

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv, "floordiv": operator.floordiv, "mod": operator.mod,
    "pow": operator.pow,
}  # fmt: skip
COMPARISONS = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


def declare(name: str, function: Callable[[Any, Any], Any], dtype: str = "") -> None:
    """An operator, and the same with the operands exchanged."""

    @LIBRARY.method(ARRAY, f"__{name}__")
    def apply(vm: Interpreter, self: Instance, other: Value) -> Value:
        return combine(vm, function, self, other, dtype)

    @LIBRARY.method(ARRAY, f"__r{name}__")
    def reflected(vm: Interpreter, self: Instance, other: Value) -> Value:
        return combine(vm, function, other, self, dtype)


for _name, _function in OPERATORS.items():
    declare(_name, _function)
for _name, _function in COMPARISONS.items():
    declare(_name, _function, "bool")


@LIBRARY.method(ARRAY, "__neg__", "__abs__", "__pos__", "__invert__")
def unary(vm: Interpreter, self: Instance) -> Value:
    return of_shape(own(self).shape, own(self).dtype)
