"""Making tensors of a given shape, or from data."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from cnnlint import ops
from cnnlint.frameworks.common.nested import leaves
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.arguments import (
    Operand,
    PackedSizes,
    Sizes,
    as_operand,
    as_several_sizes,
    as_size,
    as_sizes,
    fitted,
    overload,
)
from cnnlint.frameworks.torch.functions.define import FACTORY, LIKE, RANDOM, op, ordinary
from cnnlint.frameworks.torch.functions.elementwise import retyped
from cnnlint.frameworks.torch.tensor import TENSOR, make
from cnnlint.frameworks.torch.types import element_type
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, ClassValue, Instance, Native, Unknown, Value, has_rest
from cnnlint.ops.shared import invalid
from cnnlint.symbolic import Dim, Size, ceil_div, fresh, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MOST_KNOWN: Final = 4096
"""How many numbers of a tensor are remembered."""


def check_shape(shape: Sizes) -> Sizes:
    """The shape; refuses a negative size."""
    for size in shape:
        if less(size, 0) is True:
            raise invalid(Tensor(None), "size", size, f"holds {size}, and must not be negative")
    return shape


def typed(shape: Sizes, options: dict[str, Value], default: str = "float32") -> Tensor:
    """A tensor without origin."""
    return Tensor(check_shape(shape), element_type(options.get("dtype"), default))


@op("torch.zeros", "torch.ones", options=(*FACTORY, "names"), recorded=False)
def filled(vm: Interpreter, size: PackedSizes, **options: Value) -> Tensor:
    return typed(size, options)


@op("torch.empty", options=(*FACTORY, "names", "memory_format"), recorded=False)
def empty(vm: Interpreter, size: PackedSizes, **options: Value) -> Tensor:
    return typed(size, options)


@op("torch.rand", "torch.randn", options=(*RANDOM, "names"), recorded=False)
def noise(vm: Interpreter, size: PackedSizes, **options: Value) -> Tensor:
    return typed(size, options)


@op("torch.empty_strided", "torch.empty_permuted", options=FACTORY, recorded=False)
def empty_strided(vm: Interpreter, size: Sizes, stride: Sizes, **options: Value) -> Tensor:
    return typed(size, options)


@op("torch.full", options=(*FACTORY, "names"), recorded=False)
def full(vm: Interpreter, size: Sizes, fill_value: Value, **options: Value) -> Tensor:
    return typed(size, options, scalar_type(fill_value))


@op("torch.scalar_tensor", options=FACTORY, recorded=False)
def scalar_tensor(vm: Interpreter, s: Value, **options: Value) -> Tensor:
    return typed((), options)


@op("torch.randint", recorded=False)
def randint(vm: Interpreter, *args: Value, **options: Value) -> Tensor:
    """`(high, size)` or `(low, high, size)`."""
    given = {name: value for name, value in options.items() if name not in RANDOM}
    bound = overload("randint", args, given, "high size", "low high size")
    for name in ("low", "high"):
        fitted(as_size, name, bound.get(name, 0))
    return typed(fitted(as_several_sizes, "size", bound["size"]), options, "int64")


@op("torch.randperm", options=RANDOM, recorded=False)
def randperm(vm: Interpreter, n: Size, **options: Value) -> Tensor:
    return typed((n,), options, "int64")


@op("torch.normal", options=RANDOM, recorded=False)
def normal(vm: Interpreter, mean: Operand, std: Operand = None, size: Value = None, **options: Value) -> Any:
    if size is not None:
        return typed(fitted(as_sizes, "size", size), options)
    given = [one for one in (mean, std) if one is not None]
    if not given:
        raise NotKnown("a random number")
    return ops.broadcast(given)


def counted(first: Value, last: Value, step: Value, *, inclusive: bool = False) -> Size:
    """How many numbers there are from one to another."""
    numbers = [plain(value) for value in (first, last, step)]
    if all(isinstance(value, (int, float)) for value in numbers):
        low, high, by = (Fraction(str(value) if isinstance(value, float) else value) for value in numbers)
        if by == 0 or (high - low) * by < 0:
            raise invalid(Tensor((fresh("?"),)), "step", step, "does not lead from start to end")
        span = (high - low) / by
        return int(span) + 1 if inclusive else -int(-span // 1)
    if isinstance(numbers[2], int) and numbers[2] > 0 and all(isinstance(value, (int, Dim)) for value in numbers):
        return ceil_div(numbers[1] - numbers[0], numbers[2])
    return fresh("?")


def counted_type(*numbers: Value) -> str:
    """The element type of a row of numbers."""
    return "int64" if all(isinstance(plain(value), (int, Dim)) for value in numbers) else "float32"


@ordinary("torch.arange")
def arange(vm: Interpreter, *args: Value, **options: Value) -> Value:
    given = {name: value for name, value in options.items() if name not in FACTORY}
    bound = overload("arange", args, given, "end", "start end", "start end step")
    start, end, step = (known_number(bound.get(name, least)) for name, least in (("start", 0), ("end", 0), ("step", 1)))
    for name, value in (("start", start), ("end", end), ("step", step)):
        fitted(as_operand, name, value)
    dtype = element_type(options.get("dtype"), counted_type(start, end, step))
    count = counted(start, end, step)
    whole = all(isinstance(plain(value), int) for value in (start, end, step))
    known = (
        list(range(plain(start), plain(end), plain(step)))
        if whole and isinstance(count, int) and count <= MOST_KNOWN
        else MISSING
    )
    return make(Tensor((count,), dtype), known)


def known_number(value: Value) -> Value:
    """The number in a tensor of one element, where it is known."""
    if isinstance(value, TensorValue):
        return fresh("?") if value.known is MISSING else value.known
    return value


@op("torch.range", options=FACTORY, recorded=False)
def range_(vm: Interpreter, start: Value = 0, end: Value = None, step: Value = 1, **options: Value) -> Tensor:
    return Tensor((counted(start, end, step, inclusive=True),), element_type(options.get("dtype")))


@ordinary("torch.linspace", options=FACTORY)
def linspace(vm: Interpreter, start: Value, end: Value, steps: Size, **options: Value) -> Value:
    low, high = plain(start), plain(end)
    known: Value = MISSING
    if (
        all(isinstance(value, (int, float)) for value in (low, high))
        and isinstance(steps, int)
        and 0 < steps <= MOST_KNOWN
    ):
        known = [low + (high - low) * index / max(steps - 1, 1) for index in range(steps)]
        known[-1] = float(high) if steps > 1 else float(low)
    return make(Tensor(check_shape((steps,)), element_type(options.get("dtype"))), known)


@op("torch.logspace", options=FACTORY, recorded=False)
def logspace(vm: Interpreter, start: Value, end: Value, steps: Size, base: Value = 10.0, **options: Value) -> Tensor:
    return typed((steps,), options)


@op("torch.eye", options=FACTORY, recorded=False)
def eye(vm: Interpreter, n: Size, m: Size | None = None, **options: Value) -> Tensor:
    return typed((n, n if m is None else m), options)


@op(
    "torch.hann_window", "torch.hamming_window", "torch.bartlett_window", "torch.blackman_window", "torch.kaiser_window",
    options=FACTORY, recorded=False,
)  # fmt: skip
def window(
    vm: Interpreter,
    window_length: Size,
    periodic: Value = True,
    alpha: Value = None,
    beta: Value = None,
    **options: Value,
) -> Tensor:
    return typed((window_length,), options)


@op("torch.vander", "torch.linalg.vander", recorded=False)
def vander(vm: Interpreter, x: Tensor, N: Size | None = None, increasing: Value = False) -> Tensor:
    shape = x.shape
    if shape is None or not shape:
        raise NotKnown("the rank of a tensor")
    return Tensor((*shape, shape[-1] if N is None else N), x.dtype)


# --- like others ------------------------------------------------------------------------------------------------------


def resembling(x: Tensor, options: dict[str, Value]) -> Tensor:
    """A tensor of the same shape."""
    return Tensor(x.shape, element_type(options.get("dtype"), x.dtype))


@op(
    "torch.zeros_like",
    "torch.ones_like",
    "torch.empty_like",
    "torch.rand_like",
    "torch.randn_like",
    options=LIKE,
    recorded=False,
)
def like(vm: Interpreter, input: Tensor, **options: Value) -> Tensor:
    return resembling(input, options)


@op("torch.full_like", options=LIKE, recorded=False)
def full_like(vm: Interpreter, input: Tensor, fill_value: Value, **options: Value) -> Tensor:
    return resembling(input, options)


@op("torch.randint_like", options=LIKE, recorded=False)
def randint_like(vm: Interpreter, input: Tensor, low: Value = None, high: Value = None, **options: Value) -> Tensor:
    return resembling(input, options)


@op(".new_zeros", ".new_ones", ".new_empty", options=FACTORY, recorded=False)
def new_filled(vm: Interpreter, self: Tensor, size: PackedSizes, **options: Value) -> Tensor:
    return Tensor(check_shape(size), element_type(options.get("dtype"), self.dtype))


@op(".new_full", options=FACTORY, recorded=False)
def new_full(vm: Interpreter, self: Tensor, size: Sizes, fill_value: Value, **options: Value) -> Tensor:
    return Tensor(check_shape(size), element_type(options.get("dtype"), self.dtype))


@op(".new", recorded=False)
def new(vm: Interpreter, self: Tensor, *size: Value) -> Tensor:
    return Tensor(fitted(as_sizes, "size", size[0] if len(size) == 1 else size) if size else (0,), self.dtype)


# --- from data --------------------------------------------------------------------------------------------------------


def nested_shape(vm: Interpreter, data: Value) -> tuple[Size, ...] | None:
    """The shape of nested lists of numbers."""
    data = plain(data)
    if isinstance(data, TensorValue):
        return data.tensor.shape
    if isinstance(data, (list, tuple, range)):
        if has_rest(data):
            return None
        inner = nested_shape(vm, data[0]) if len(data) else ()
        if len(data) and isinstance(data[0], TensorValue) and TENSOR in data[0].cls.mro:
            inner = ()  # in a list a tensor of one element is a number, and others are refused
        return None if inner is None else (len(data), *inner)
    return None if isinstance(data, (Unknown, Instance)) else ()


def scalar_type(data: Value) -> str:
    """The element type of nested lists of numbers; of a mixture the widest."""
    data = plain(data)
    if isinstance(data, TensorValue):
        return data.tensor.dtype or "float32"
    if isinstance(data, (list, tuple)):
        kinds = {scalar_type(item) for item in islice(leaves(data), 64)} or {"float32"}
        order = ("complex64", "float64", "float32", "int64", "bool")
        return next((kind for kind in order if kind in kinds), "float32")
    if isinstance(data, bool):
        return "bool"
    if isinstance(data, complex):
        return "complex64"
    return "int64" if isinstance(data, (int, Dim, range)) else "float32"


def known_data(data: Value) -> Value:
    """Numbers in lists as far as they are few and known, else MISSING."""
    few = not isinstance(data, (list, tuple)) or len(list(islice(leaves(data), MOST_KNOWN + 1))) <= MOST_KNOWN
    return known_numbers(data) if few else MISSING


def known_numbers(data: Value) -> Value:
    """Numbers in lists, MISSING where one is not known."""
    data = plain(data)
    if isinstance(data, (int, float, bool)):
        return data
    if isinstance(data, (list, tuple, range)) and len(data) <= MOST_KNOWN:
        items = [known_numbers(item) for item in data]
        return MISSING if any(item is MISSING for item in items) else items
    return MISSING


def tensor_of_data(vm: Interpreter, data: Value, dtype: Value = None) -> Value:
    """A tensor of the shape that nested lists, arrays or tensors have."""
    if isinstance(data, TensorValue):
        x = data.tensor
        return make(Tensor(x.shape, element_type(dtype, x.dtype), None, x.sources), data.known)
    if isinstance(plain(data), Unknown) or (isinstance(data, Instance) and data.payload is MISSING):
        return make(Tensor(None, element_type(dtype, None)))
    return make(Tensor(nested_shape(vm, data), element_type(dtype, scalar_type(data))), known_data(data))


@ordinary("torch.tensor", "torch.asarray")
def from_data(
    vm: Interpreter, data: Value, *, dtype: Value = None, device: Value = None, requires_grad: Value = False, pin_memory: Value = False,
    copy: Value = None,
) -> Value:  # fmt: skip
    return tensor_of_data(vm, data, dtype)


@ordinary("torch.as_tensor")
def as_tensor_(vm: Interpreter, data: Value, dtype: Value = None, device: Value = None) -> Value:
    return tensor_of_data(vm, data, dtype)


@ordinary("torch.from_numpy", "torch.from_dlpack", "torch.utils.dlpack.from_dlpack")
def from_numpy(vm: Interpreter, ndarray: Value) -> Value:
    return tensor_of_data(vm, ndarray)


@ordinary("torch.frombuffer")
def from_buffer(
    vm: Interpreter, buffer: Value, *, dtype: Value, count: Value = -1, offset: Value = 0, requires_grad: Value = False
) -> Value:
    size = plain(count)
    return make(Tensor((size if isinstance(size, int) and size > 0 else fresh("?"),), element_type(dtype)))


@ordinary(".new_tensor")
def new_tensor(
    vm: Interpreter,
    self: Value,
    data: Value,
    *,
    dtype: Value = None,
    device: Value = None,
    requires_grad: Value = False,
) -> Value:
    made = tensor_of_data(vm, data, dtype)
    if dtype is not None or not isinstance(made, TensorValue) or not isinstance(self, TensorValue):
        return made
    return make(retyped(made.tensor, self.tensor.dtype), made.known)


@op("torch.meshgrid", recorded=False)
def meshgrid(vm: Interpreter, *tensors: Value, indexing: Value = None) -> tuple[Tensor, ...]:
    one = len(tensors) == 1 and not isinstance(tensors[0], TensorValue)
    given = [
        fitted(as_operand, "tensors", value) or Tensor(()) for value in (vm.elements(tensors[0]) if one else tensors)
    ]
    if any(x.shape is None for x in given):
        raise NotKnown("a grid of tensors that are not known")
    wrong = next((x for x in given if len(x.shape or ()) > 1), None)
    if wrong is not None:
        words = "Expected 0D or 1D tensor in the tensor list"
        raise Raises(
            "RuntimeError", "rank-mismatch", words, None, expected_rank=1, actual_rank=wrong.rank, shape=wrong.shape
        )
    sizes = [x.shape[0] if x.shape else 1 for x in given]
    if indexing == "xy" and len(sizes) > 1:
        sizes[0], sizes[1] = sizes[1], sizes[0]
    return tuple(Tensor(tuple(sizes), x.dtype) for x in given)


def declare_legacy(name: str, dtype: str) -> None:
    """`torch.FloatTensor(2, 3)` and its kin: sizes, or data."""

    @ordinary(f"torch.{name}", f"torch.cuda.{name}")
    def build(vm: Interpreter, *data: Value) -> Value:
        return legacy(vm, data, dtype)


def legacy(vm: Interpreter, data: tuple[Value, ...], dtype: str) -> Value:
    """Numbers are sizes; one list or tensor is data."""
    if not data:
        return make(Tensor((0,), dtype))
    if all(isinstance(plain(value), (int, Dim)) for value in data):
        return make(Tensor(fitted(as_sizes, "size", data), dtype))
    value = tensor_of_data(vm, data[0])
    return make(retyped(value.tensor, dtype), value.known) if isinstance(value, TensorValue) else value


for _name, _dtype in (("FloatTensor", "float32"), ("DoubleTensor", "float64"), ("HalfTensor", "float16"), ("BFloat16Tensor", "bfloat16"),
                      ("LongTensor", "int64"), ("IntTensor", "int32"), ("ShortTensor", "int16"), ("ByteTensor", "uint8"),
                      ("CharTensor", "int8"), ("BoolTensor", "bool")):  # fmt: skip
    declare_legacy(_name, _dtype)


def new_instance(
    vm: Interpreter, cls: ClassValue, *data: Value, requires_grad: Value = False, device: Value = None
) -> Value:
    """`torch.Tensor(2, 3)`, `torch.Tensor([1, 2])`, `Variable(x)`."""
    if len(data) == 2 and isinstance(data[0], TensorValue):  # Variable(x, requires_grad)
        return make(data[0].tensor)
    if data and isinstance(data[0], TensorValue) and TENSOR in data[0].cls.mro:
        return make(data[0].tensor, data[0].known)
    return legacy(vm, data, "float32")


TENSOR.namespace["__new__"] = Native("torch.Tensor", new_instance)


@ordinary("torch.is_tensor")
def is_tensor(vm: Interpreter, obj: Value) -> Value:
    return vm.unknown("the kind of a value") if isinstance(obj, Unknown) else isinstance(obj, TensorValue)


@ordinary("torch.load", "torch.hub.load_state_dict_from_url", "torch.utils.model_zoo.load_url")
def load(vm: Interpreter, f: Value, *args: Value, **options: Value) -> Value:
    return vm.unknown("what a file holds")
