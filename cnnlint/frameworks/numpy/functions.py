"""The functions of NumPy that model code uses."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from cnnlint import ops, symbolic
from cnnlint.frameworks.common.convert import axes, flag, integer, shape
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.numpy.array import (
    ARRAY,
    DTYPE,
    LIBRARY,
    NUMBERS,
    as_tensor,
    computed,
    data_of,
    each,
    flat,
    of_data,
    of_shape,
    pairwise,
    shape_of,
    type_of,
)
from cnnlint.frameworks.numpy.types import arithmetic, floating, named
from cnnlint.graph import Tensor
from cnnlint.interpreter.native import Host
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Instance, Value
from cnnlint.symbolic import Dim, Ratio, ceil_div, fresh, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

TYPES = "float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool_ complex64 complex128 intp float_ int_ object_ str_"


def element_type(value: Value, default: str | None) -> str | None:
    """The element type that `dtype=` names."""
    value = plain(value)
    if value is None:
        return default
    return named(value)


@LIBRARY.method(DTYPE, "__new__")
def new_type(vm: Interpreter, cls: Value, dtype: Value, *args: Value, **kwargs: Value) -> Value:
    found = named(dtype)
    return vm.unknown("an element type") if found is None else Instance(DTYPE, found)


@LIBRARY.attribute(DTYPE, "name")
def name_of_type(vm: Interpreter, self: Instance) -> Value:
    return self.payload


@LIBRARY.method(DTYPE, "__getattr__")
def attribute_of_type(vm: Interpreter, self: Instance, name: str) -> Value:
    return vm.unknown(f"{name} of an element type")


def declare_type(name: str) -> None:
    """An element type: as an argument a word, called a conversion."""

    @LIBRARY.method(DTYPE, "__call__")
    def convert(vm: Interpreter, self: Instance, value: Value = 0) -> Value:
        kind = int if "int" in str(self.payload) else float
        data = data_of(value)
        if isinstance(data, Dim):
            return value
        dtype = named(self.payload)
        if data is MISSING:
            many = isinstance(plain(value), (TensorValue, list, tuple))
            return of_shape(as_tensor(value).shape, dtype) if many else value
        if any(isinstance(item, str) for item in flat(data)):
            return vm.unknown("a number read from a text")
        return of_data(each(kind, data), dtype)

    LIBRARY.add(f"numpy.{name}", Instance(DTYPE, name.rstrip("_")))


for _name in TYPES.split():
    declare_type(_name)
for _name, _value in (
    ("pi", math.pi),
    ("e", math.e),
    ("inf", math.inf),
    ("nan", math.nan),
    ("newaxis", None),
    ("Inf", math.inf),
):
    LIBRARY.add(f"numpy.{_name}", _value)


# --- making arrays ----------------------------------------------------------------------------------------------------


def filler(value: float | None, *names: str) -> None:
    """Functions that take a shape and fill it with one number (None: with what is not known)."""

    @LIBRARY.function(*names)
    def build(vm: Interpreter, shape_: Value = None, dtype: Value = None, *args: Value, **kwargs: Value) -> Value:
        given = kwargs.get("shape", kwargs.get("size", shape_))
        sizes = () if given is None else shape(given)
        kind = element_type(dtype, "float64")
        if value is not None and len(sizes) == 1 and isinstance(sizes[0], int) and sizes[0] <= 64:
            return of_data([value] * sizes[0], kind)
        return of_shape(sizes, kind)


filler(0.0, "numpy.zeros")
filler(1.0, "numpy.ones")
filler(
    None,
    "numpy.empty",
    "numpy.random.random",
    "numpy.random.random_sample",
    "numpy.random.standard_normal",
    "numpy.random.sample",
)


@LIBRARY.function("numpy.random.rand", "numpy.random.randn")
def random_sizes(vm: Interpreter, *sizes: Value) -> Value:
    return of_shape(shape(sizes)) if sizes else vm.unknown("a random number")


# Draws with a `size`, and the place of that argument.
DRAWS = {
    "normal": 2, "uniform": 2, "randint": 2, "integers": 2, "binomial": 2, "beta": 2, "gamma": 2, "choice": 1, "poisson": 1, "exponential": 1,
}  # fmt: skip


def drawing(name: str, place: int) -> Host:
    """A function that draws as many numbers as `size` says."""

    def draw(vm: Interpreter, *args: Value, size: Value = None, **kwargs: Value) -> Value:
        given = args[place] if len(args) > place else size
        if name == "choice" and args and isinstance(args[0], TensorValue) and args[0].tensor.rank != 1:
            return vm.unknown("rows drawn at random")
        return vm.unknown("a random number") if given is None else of_shape(shape(given), None)

    if name != "integers":
        LIBRARY.function(f"numpy.random.{name}")(draw)
    return draw


GENERATOR = LIBRARY.new_class("numpy.random.Generator")
LIBRARY.add("numpy.random.RandomState", GENERATOR)


@LIBRARY.function("numpy.random.default_rng")
def default_rng(vm: Interpreter, seed: Value = None) -> Value:
    return Instance(GENERATOR)


@LIBRARY.method(GENERATOR, "__init__", "shuffle", "seed")
def init_generator(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return None


def generating(name: str, draw: Host) -> None:
    """The method of a generator that draws like this."""
    LIBRARY.method(GENERATOR, name)(lambda vm, self, *args, **kwargs: draw(vm, *args, **kwargs))


for _name, _place in DRAWS.items():
    generating(_name, drawing(_name, _place))


@LIBRARY.method(GENERATOR, "random", "standard_normal", "random_sample")
def generate(vm: Interpreter, self: Instance, size: Value = None, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("a random number") if size is None else of_shape(shape(size))


@LIBRARY.method(GENERATOR, "rand", "randn")
def generate_sizes(vm: Interpreter, self: Instance, *sizes: Value) -> Value:
    return random_sizes(vm, *sizes)


@LIBRARY.method(GENERATOR, "permutation")
def generate_permutation(vm: Interpreter, self: Instance, x: Value) -> Value:
    return permutation(vm, x)


@LIBRARY.function("numpy.random.permutation")
def permutation(vm: Interpreter, x: Value) -> Value:
    return of_shape((x,), "int64") if isinstance(plain(x), (int, Dim)) else TensorValue(ARRAY, as_tensor(x))


@LIBRARY.function(
    "numpy.random.seed",
    "numpy.random.shuffle",
    "numpy.set_printoptions",
    "numpy.save",
    "numpy.savez",
    "numpy.savetxt",
    "numpy.seterr",
)
def nothing(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return None


@LIBRARY.function("numpy.full")
def full(vm: Interpreter, shape_: Value, fill_value: Value = None, dtype: Value = None, **kwargs: Value) -> Value:
    return of_shape(shape(shape_), element_type(dtype, type_of(fill_value)))


@LIBRARY.function("numpy.zeros_like", "numpy.ones_like", "numpy.empty_like", "numpy.full_like")
def like(vm: Interpreter, a: Value, *args: Value, **kwargs: Value) -> Value:
    x = as_tensor(a)
    return of_shape(x.shape, element_type(kwargs.get("dtype"), x.dtype))


@LIBRARY.function(
    "numpy.array", "numpy.asarray", "numpy.ascontiguousarray", "numpy.copy", "numpy.atleast_1d", "numpy.asanyarray"
)
def array(vm: Interpreter, a: Value, dtype: Value = None, *args: Value, **kwargs: Value) -> Value:
    data = data_of(a)
    if isinstance(data, list):
        return of_data(data, element_type(dtype, None))
    x = as_tensor(a)
    known = data if isinstance(data, NUMBERS) else MISSING
    return TensorValue(ARRAY, Tensor(x.shape, element_type(dtype, x.dtype), None, x.sources), known)


@LIBRARY.function("numpy.arange")
def arange(vm: Interpreter, start: Value, stop: Value = None, step: Value = 1, dtype: Value = None) -> Value:
    first, last = (0, start) if stop is None else (start, stop)
    a, b, c = (plain(value) for value in (first, last, step))
    if all(isinstance(value, int) for value in (a, b, c)) and c:
        return (
            of_data(list(range(a, b, c))) if len(range(a, b, c)) <= 4096 else of_shape((len(range(a, b, c)),), "int64")
        )
    if all(isinstance(value, (int, float)) for value in (a, b, c)) and c:
        count = max(math.ceil((b - a) / c), 0)
        return of_data([a + c * n for n in range(count)], "float64") if count <= 4096 else of_shape((count,))
    if all(isinstance(value, (int, Dim)) for value in (a, b)) and isinstance(c, int) and c > 0:
        return of_shape((ceil_div(b - a, c),), "int64")
    return of_shape((fresh(),), None)


@LIBRARY.function("numpy.linspace")
def linspace(
    vm: Interpreter, start: Value, stop: Value, num: Value = 50, endpoint: Value = True, **kwargs: Value
) -> Value:
    first, last, count = plain(start), plain(stop), plain(num)
    if (
        isinstance(first, (int, float))
        and isinstance(last, (int, float))
        and isinstance(count, int)
        and 0 <= count <= 4096
    ):
        parts = count - 1 if flag(endpoint, True) else count
        step = (last - first) / parts if parts > 0 else 0.0
        return of_data([float(first + step * n) for n in range(count)], "float64")
    return of_shape((size_of(num),))


@LIBRARY.function("numpy.eye", "numpy.identity")
def eye(vm: Interpreter, N: Value, M: Value = None, *args: Value, **kwargs: Value) -> Value:
    return of_shape((size_of(N), size_of(N if M is None else M)))


@LIBRARY.function(
    "numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.fromfile", "numpy.frombuffer", "numpy.fromstring"
)
def load(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("an array that is read from a file")


# --- numbers ----------------------------------------------------------------------------------------------------------


def elementwise(name: str, function: Callable[[Any], Any], *, whole: bool = False) -> None:
    """A function of one number, on numbers, lists and arrays. `whole`: it leaves an integer, known or not, as it is."""
    keeps = whole or name in ("abs", "absolute", "square", "sign", "negative")

    @LIBRARY.function(f"numpy.{name}")
    def apply(vm: Interpreter, x: Value, *args: Value, **kwargs: Value) -> Value:
        given = plain(x)
        if isinstance(given, (Dim, Ratio)):
            if name in ("ceil", "floor"):
                return symbolic.ceil(given) if name == "ceil" else symbolic.floor(given)
            if whole:
                return given
            raise NotKnown("a function of a size that is not known")
        data = data_of(x)
        if data is not MISSING and not isinstance(data, list):
            try:
                return function(data)
            except (ValueError, OverflowError):
                return math.nan
        x_ = as_tensor(x)
        return computed(
            vm,
            lambda: Tensor(x_.shape, x_.dtype if keeps else floating(x_.dtype), None, x_.sources),
            lambda: known(each(function, data), data),
        )


def known(result: Any, *data: Any) -> Any:
    """The result, MISSING where some of the data is."""
    return MISSING if any(one is MISSING for one in data) else result


for _name in (
    "sqrt",
    "exp",
    "log",
    "log2",
    "log10",
    "log1p",
    "expm1",
    "sin",
    "cos",
    "tan",
    "tanh",
    "sinh",
    "cosh",
    "arctan",
    "arcsin",
    "arccos",
):
    elementwise(_name, getattr(math, {"arctan": "atan", "arcsin": "asin", "arccos": "acos"}.get(_name, _name)))
for _name, _function in (("ceil", lambda x: float(math.ceil(x))), ("floor", lambda x: float(math.floor(x))), ("abs", abs), ("absolute", abs),
                         ("square", lambda x: x * x), ("sign", lambda x: (x > 0) - (x < 0)), ("negative", operator.neg),
                         ("rint", lambda x: float(round(x))), ("trunc", lambda x: float(math.trunc(x))), ("deg2rad", math.radians)):  # fmt: skip
    elementwise(_name, _function, whole=_name in ("ceil", "floor", "rint", "trunc"))


@LIBRARY.function("numpy.round", "numpy.around", "numpy.round_")
def rounded(vm: Interpreter, a: Value, decimals: Value = 0, **kwargs: Value) -> Value:
    data, places = data_of(a), plain(decimals)
    if isinstance(plain(a), Dim):
        return a
    x = as_tensor(a)
    return computed(vm, lambda: x, lambda: known(each(lambda one: float(round(one, places)), data), data))


def together(name: str, function: Callable[[Any, Any], Any]) -> None:
    """A function of two operands that broadcast."""

    @LIBRARY.function(f"numpy.{name}")
    def apply(vm: Interpreter, x1: Value, x2: Value, *args: Value, **kwargs: Value) -> Value:
        return combine(vm, function, x1, x2)


def combine(vm: Interpreter, function: Callable[[Any, Any], Any], x1: Value, x2: Value, dtype: str = "") -> Value:
    """Two operands broadcast; the numbers where they are known."""
    a, b = plain(x1), plain(x2)
    if isinstance(a, NUMBERS) and isinstance(b, NUMBERS) and not isinstance(a, TensorValue):
        return function(a, b)
    one, other = as_tensor(x1), as_tensor(x2)

    def broadcast() -> Tensor:
        found = ops.broadcast([x for x in (one, other) if x.shape != ()] or [one]).tensor
        name = arithmetic((a, b))
        if function is operator.truediv:
            name = floating(name)
        return Tensor(found.shape, dtype or name, None, found.sources)

    left, right = data_of(x1), data_of(x2)
    return computed(
        vm, broadcast, lambda: known(None, left, right) if MISSING in (left, right) else pairwise(function, left, right)
    )


for _name, _operation in (("add", operator.add), ("subtract", operator.sub), ("multiply", operator.mul), ("divide", operator.truediv),
                          ("true_divide", operator.truediv), ("floor_divide", operator.floordiv), ("mod", operator.mod), ("power", operator.pow),
                          ("maximum", max), ("minimum", min)):  # fmt: skip
    together(_name, _operation)


@LIBRARY.function("numpy.clip")
def clip(vm: Interpreter, a: Value, a_min: Value = None, a_max: Value = None, **kwargs: Value) -> Value:
    x = as_tensor(a)
    dtype = arithmetic([one for one in (a, a_min, a_max) if one is not None])
    return computed(vm, lambda: Tensor(x.shape, dtype, None, x.sources))


# --- reductions -------------------------------------------------------------------------------------------------------


def reduction(names: str, function: Callable[[list[Any]], Any]) -> None:
    """A function that makes one number of many, as a function and as a method of arrays."""

    @LIBRARY.function(*(f"numpy.{name}" for name in names.split()))
    def apply(
        vm: Interpreter, a: Value, axis: Value = None, *args: Value, keepdims: Value = False, **kwargs: Value
    ) -> Value:
        data = data_of(a)
        if axis is None and isinstance(data, list) and not flag(keepdims):
            try:
                return function(list(flat(data)))
            except (TypeError, ValueError):
                raise NotKnown("a figure of sizes that are not known") from None
        x = as_tensor(a)
        if axis is None and x.shape == ():
            return a
        name = element_type(kwargs.get("dtype"), reduced_type(names.split()[0], x.dtype))
        return computed(vm, lambda: ops.reduce(replace(x, dtype=name), axes(axis), keepdims=flag(keepdims)))


def reduced_type(function: str, name: str | None) -> str | None:
    """The element type of a reduction."""
    if function in ("mean", "std", "var", "median"):
        return floating(name)
    if function in ("any", "all"):
        return "bool"
    if function in ("sum", "prod") and name is not None and not name.startswith("float"):
        return "int64" if name.startswith(("int", "bool")) else None
    return name


def mean(values: list[Any]) -> Any:
    return sum(values) / len(values) if values else math.nan


reduction(
    "prod product",
    lambda values: product(values) if all(isinstance(one, (int, Dim)) for one in values) else math.prod(values),
)
reduction("sum", lambda values: sum(values))
reduction("max amax", max)
reduction("min amin", min)
reduction("mean average", mean)
reduction("std", lambda values: math.sqrt(mean([(one - mean(values)) ** 2 for one in values])))
reduction("var", lambda values: mean([(one - mean(values)) ** 2 for one in values]))
reduction("any", any)
reduction("all", all)
reduction(
    "median",
    lambda values: (
        sorted(values)[len(values) // 2]
        if len(values) % 2
        else mean(sorted(values)[len(values) // 2 - 1 : len(values) // 2 + 1])
    ),
)


@LIBRARY.function("numpy.argmax", "numpy.argmin")
def argmax(vm: Interpreter, a: Value, axis: Value = None, **kwargs: Value) -> Value:
    x = as_tensor(a)
    if axis is None:
        return vm.unknown("an index that depends on data")
    return computed(vm, lambda: ops.reduce(replace(x, dtype="int64"), integer(axis)))


@LIBRARY.function("numpy.cumsum", "numpy.cumprod")
def cumulated(vm: Interpreter, a: Value, axis: Value = None, **kwargs: Value) -> Value:
    data = data_of(a)
    if isinstance(data, list) and axis is None:
        return of_data(list(accumulate(flat(data))))
    x = as_tensor(a)
    return computed(vm, lambda: x if axis is not None else ops.flatten(x, 0, -1))


@LIBRARY.function("numpy.isscalar")
def is_scalar(vm: Interpreter, element: Value) -> Value:
    return isinstance(plain(element), NUMBERS)


@LIBRARY.function("numpy.shape")
def shape_function(vm: Interpreter, a: Value) -> Value:
    found = shape_of(a)
    return vm.unknown("a shape that is not known") if found is None else found


@LIBRARY.function("numpy.ndim")
def rank_function(vm: Interpreter, a: Value) -> Value:
    found = shape_of(a)
    return vm.unknown("a rank that is not known") if found is None else len(found)


@LIBRARY.function("numpy.size")
def size_function(vm: Interpreter, a: Value, axis: Value = None) -> Value:
    found = shape_of(a)
    if found is None:
        return vm.unknown("a size that is not known")
    return product(found) if axis is None else found[integer(axis)]
