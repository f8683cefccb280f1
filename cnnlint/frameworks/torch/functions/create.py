"""Making tensors, and the small types around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint import ops
from cnnlint.frameworks.common.convert import shape, shape_of_args, tensor
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.functions.define import op
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import TENSOR, make
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ClassValue, Instance, Native, Rest, Unknown, Value
from cnnlint.symbolic import Dim, Size, ceil_div, fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

DTYPE = torch.new_class("torch.dtype")
DTYPES = {
    "float32": "float32 float", "float64": "float64 double", "float16": "float16 half", "bfloat16": "bfloat16", "int64": "int64 long",
    "int32": "int32 int", "int16": "int16 short", "int8": "int8", "uint8": "uint8", "bool": "bool", "complex64": "complex64 cfloat",
    "complex128": "complex128 cdouble",
}  # fmt: skip

for _dtype, _names in DTYPES.items():
    _value = Instance(DTYPE, _dtype)
    for _name in _names.split():
        torch.add(f"torch.{_name}", _value)


def element_type(value: Value, default: str | None = "float32") -> str | None:
    """The element type that `dtype=` names."""
    if value is None:
        return default
    return str(value.payload) if isinstance(value, Instance) and value.cls is DTYPE else None


def filled_shape(names: tuple[str, ...], dtype: str) -> None:
    """Functions that take a shape."""
    for name in names:

        @torch.function(f"torch.{name}")
        def build(vm: Interpreter, *size: Value, **options: Value) -> Value:
            given = (options["size"],) if "size" in options else size
            return make(Tensor(shape_of_args(given), element_type(options.get("dtype"), dtype)))


filled_shape(("zeros", "ones", "empty", "rand", "randn"), "float32")


@torch.function("torch.full")
def full(vm: Interpreter, size: Value, fill_value: Value, **options: Value) -> Value:
    default = "int64" if isinstance(fill_value, int) and not isinstance(fill_value, bool) else "float32"
    return make(Tensor(shape(size), element_type(options.get("dtype"), default)))


@torch.function("torch.randint")
def randint(vm: Interpreter, *args: Value, **options: Value) -> Value:
    size = options.get("size", args[-1] if args else None)
    if size is None:
        raise NotKnown("a shape that is not known")
    return make(Tensor(shape(size), element_type(options.get("dtype"), "int64")))


@torch.function("torch.randperm")
def randperm(vm: Interpreter, n: Value, **options: Value) -> Value:
    return make(Tensor((size_of(n),), element_type(options.get("dtype"), "int64")))


@torch.function("torch.normal")
def normal(vm: Interpreter, mean: Value, std: Value = 1.0, size: Value = None, **options: Value) -> Value:
    if size is not None:
        return make(Tensor(shape(size)))
    return next((value for value in (mean, std) if isinstance(value, TensorValue)), vm.unknown("a random number"))


@torch.function("torch.arange", "torch.range")
def arange(vm: Interpreter, start: Value, end: Value = None, step: Value = 1, **options: Value) -> Value:
    first, last = (0, start) if end is None else (start, end)
    values = [plain(value) for value in (first, last, step)]
    whole = all(isinstance(value, (int, Dim)) for value in values)
    count: Size = fresh("?")
    if whole and isinstance(values[2], int) and values[2] > 0:
        count = ceil_div(values[1] - values[0], values[2])
        count = max(count, 0) if isinstance(count, int) else count
    return make(Tensor((count,), element_type(options.get("dtype"), "int64" if whole else "float32")))


@torch.function("torch.linspace", "torch.logspace")
def linspace(vm: Interpreter, start: Value, end: Value, steps: Value = 100, **options: Value) -> Value:
    return make(Tensor((size_of(steps),), element_type(options.get("dtype"))))


@torch.function("torch.eye")
def eye(vm: Interpreter, n: Value, m: Value = None, **options: Value) -> Value:
    return make(Tensor((size_of(n), size_of(n if m is None else m)), element_type(options.get("dtype"))))


def nested_shape(vm: Interpreter, data: Value) -> tuple[Size, ...] | None:
    """The shape of nested lists of numbers."""
    data = plain(data)
    if isinstance(data, TensorValue):
        return data.tensor.shape
    if isinstance(data, (list, tuple, range)):
        if any(isinstance(item, Rest) for item in data):
            return None
        inner = nested_shape(vm, data[0]) if len(data) else ()
        return None if inner is None else (len(data), *inner)
    if isinstance(data, Unknown) or isinstance(data, Instance):
        return None
    return ()


def scalar_type(data: Value) -> str:
    """The element type of nested lists of numbers."""
    data = plain(data)
    while isinstance(data, (list, tuple, range)) and len(data):
        data = plain(data[0])
    if isinstance(data, bool):
        return "bool"
    return "int64" if isinstance(data, int) else "float32"


@torch.function("torch.tensor", "torch.as_tensor", "torch.asarray", "torch.from_numpy", "torch.FloatTensor", "torch.LongTensor")
def from_data(vm: Interpreter, data: Value = (), *sizes: Value, **options: Value) -> Value:
    plain_data = plain(data)
    if isinstance(data, TensorValue):
        return make(Tensor(data.tensor.shape, element_type(options.get("dtype"), data.tensor.dtype)))
    if isinstance(plain_data, Unknown):
        return make(Tensor(None, element_type(options.get("dtype"), None)))
    if sizes:
        return make(Tensor(shape_of_args((data, *sizes))))
    known = plain_data if isinstance(plain_data, (int, float, bool)) else None
    dtype = element_type(options.get("dtype"), scalar_type(data))
    return make(Tensor(nested_shape(vm, data), dtype), *(() if known is None else (known,)))


@op(
    "torch.zeros_like", "torch.ones_like", "torch.empty_like", "torch.rand_like", "torch.randn_like", "torch.full_like", "torch.randint_like",
    recorded=False,
)  # fmt: skip
def like(vm: Interpreter, input: Value, *args: Value, **options: Value) -> Tensor:
    x = tensor(input)
    return Tensor(x.shape, element_type(options.get("dtype"), x.dtype))


@op(method="new_zeros new_ones new_empty new_full new_tensor", recorded=False)
def new_like(vm: Interpreter, self: Value, *size: Value, **options: Value) -> Tensor:
    x = tensor(self)
    return Tensor(shape(size[0]) if size and isinstance(plain(size[0]), (list, tuple)) else shape_of_args(size), x.dtype)


@torch.function("torch.meshgrid")
def meshgrid(vm: Interpreter, *tensors: Value, indexing: Value = None) -> Value:
    given = vm.elements(tensors[0]) if len(tensors) == 1 and not isinstance(tensors[0], TensorValue) else list(tensors)
    axes = [tensor(value) for value in given]
    if any(x.shape is None or len(x.shape) > 1 for x in axes):
        raise NotKnown("a grid of tensors that are not known")
    sizes = [x.shape[0] if x.shape else 1 for x in axes]
    if indexing == "xy" and len(sizes) > 1:
        sizes[0], sizes[1] = sizes[1], sizes[0]
    return tuple(make(Tensor(tuple(sizes), x.dtype)) for x in axes)


def _new_tensor(vm: Interpreter, cls: ClassValue, *data: Value) -> Value:
    if data and all(isinstance(plain(value), (int, Dim)) for value in data):
        return make(Tensor(shape_of_args(data)))
    return from_data(vm, *data[:1])


TENSOR.namespace["__new__"] = Native("torch.Tensor", _new_tensor)


@torch.function("torch.is_tensor", "torch.is_floating_point", "torch.is_complex")
def is_tensor(vm: Interpreter, obj: Value) -> Value:
    return vm.unknown("the kind of a value") if isinstance(obj, Unknown) else isinstance(obj, TensorValue)


@torch.function("torch.numel")
def numel(vm: Interpreter, input: Value) -> Value:
    return vm.call(vm.getattr(input, "numel"))


# --- the surroundings -------------------------------------------------------------------------------------------------

CONTEXT = torch.new_class("torch.no_grad")


@torch.method(CONTEXT, "__init__")
def context_init(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return None


@torch.method(CONTEXT, "__enter__")
def context_enter(vm: Interpreter, self: Instance) -> Value:
    return self


@torch.method(CONTEXT, "__call__")
def context_decorates(vm: Interpreter, self: Instance, function: Value) -> Value:
    return function


for _name in (
    "enable_grad", "inference_mode", "set_grad_enabled", "autocast", "cuda.amp.autocast", "amp.autocast", "autograd.set_detect_anomaly",
    "profiler.record_function", "autograd.profiler.record_function", "cuda.device", "random.fork_rng",
):  # fmt: skip
    torch.add(f"torch.{_name}", CONTEXT)


@torch.function(
    "torch.manual_seed", "torch.cuda.manual_seed", "torch.cuda.manual_seed_all", "torch.set_default_dtype", "torch.set_num_threads",
    "torch.set_default_device", "torch.cuda.empty_cache", "torch.cuda.synchronize", "torch.save", "torch.set_float32_matmul_precision",
    "torch.set_printoptions", "torch.use_deterministic_algorithms", "torch._C._log_api_usage_once", "torch.cuda.set_device", "torch._assert",
    "torch.autograd.set_grad_enabled",
)  # fmt: skip
def nothing(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return None


@torch.function("torch.jit.script", "torch.jit.ignore", "torch.jit.export", "torch.jit.unused", "torch.jit.script_if_tracing", "torch.compile",
                "torch.fx.wrap", "torch.jit.interface", "torch.autograd.function.once_differentiable", "torch._dynamo.disable",
                "torch.compiler.disable", "torch.quantization.quantize_dynamic")  # fmt: skip
def transparent(vm: Interpreter, model: Value = None, *args: Value, **kwargs: Value) -> Value:
    """What these give behaves as what they are given; without it they are decorators."""
    return Native("torch.decorator", lambda vm, function: function, binds=False) if model is None else model


@torch.function("torch.jit.is_scripting", "torch.jit.is_tracing", "torch._C._get_tracing_state", "torch.compiler.is_compiling",
                "torch.onnx.is_in_onnx_export", "torch.is_autocast_enabled", "torch.distributed.is_initialized",
                "torch.overrides.has_torch_function", "torch.overrides.has_torch_function_unary", "torch.jit._script.is_scripting")  # fmt: skip
def no(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return False


@torch.function("torch.utils.checkpoint.checkpoint")
def checkpoint(vm: Interpreter, function: Value, *args: Value, **kwargs: Value) -> Value:
    options = ("use_reentrant", "preserve_rng_state", "context_fn", "determinism_check", "debug", "early_stop")
    return vm.call(function, args, {name: value for name, value in kwargs.items() if name not in options})
