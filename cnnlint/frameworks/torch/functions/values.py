"""What tensors tell of themselves other than their shape: mostly what hangs on their data, which is not known."""

from __future__ import annotations

from types import NoneType
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.functions.define import everywhere, ordinary, own
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import TENSOR
from cnnlint.frameworks.torch.types import default_device, dtype_object
from cnnlint.graph import Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import MISSING, Instance, Native, Property, Value
from cnnlint.ops.shared import written
from cnnlint.symbolic import less, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def known_value(vm: Interpreter, self: Instance) -> Value:
    """The numbers in a tensor where they are known."""
    known = self.known if isinstance(self, TensorValue) else MISSING
    return vm.unknown("a value that depends on data") if known is MISSING else known


@torch.method(TENSOR, "item", "tolist")
def number_of(vm: Interpreter, self: Instance) -> Value:
    return known_value(vm, self)


def getitem(vm: Interpreter, self: Instance, idx: Value) -> Value:
    """A part of a tensor; of one whose numbers are known, with its numbers."""
    found = vm.call(PART, (self, idx))
    known = self.known if isinstance(self, TensorValue) else MISSING
    index = plain(idx)
    if isinstance(found, TensorValue) and isinstance(known, list) and found.tensor.shape is not None:
        whole = isinstance(index, slice) and all(type(plain(x)) in (int, NoneType) for x in spread(index))
        if whole or (type(index) is int and -len(known) <= index < len(known)):
            found.known = known[slice(*map(plain, spread(index))) if whole else index]
    return found


def spread(index: slice) -> tuple[Value, Value, Value]:
    """The parts of a slice."""
    return index.start, index.stop, index.step


PART = TENSOR.namespace["__getitem__"]
TENSOR.namespace["__getitem__"] = Native("torch.Tensor.__getitem__", getitem)


@torch.method(TENSOR, "__float__")
def as_float(vm: Interpreter, self: Instance) -> Value:
    found = known_value(vm, self)
    return float(found) if isinstance(found, (int, float)) else found


@torch.method(TENSOR, "__int__", "__index__")
def as_int(vm: Interpreter, self: Instance) -> Value:
    found = known_value(vm, self)
    return int(found) if isinstance(found, (int, float)) else found


@torch.method(
    TENSOR,
    "__array__", "stride", "storage", "untyped_storage",
    "storage_offset", "storage_type", "element_size", "is_contiguous", "__format__", "data_ptr", "get_device", "is_shared", "is_pinned",
    "is_set_to", "is_coalesced", "sparse_dim", "dense_dim", "dim_order", "numpy", "has_names", "__hash__", "__reduce_ex__", "__dlpack__",
    "__complex__", "__sizeof__", "hash_tensor", "const_data_ptr", "module_load", "as_subclass", "reinforce", "int_repr", "qscheme",
    "q_scale", "q_zero_point",
)  # fmt: skip
def data_of(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("a value that depends on data")


@torch.method(TENSOR, "__bool__")
def truth_of(vm: Interpreter, self: Instance) -> Value:
    known = self.known if isinstance(self, TensorValue) else MISSING
    shape = self.tensor.shape if isinstance(self, TensorValue) else None
    if shape is not None and less(1, product(shape)):
        words = "Boolean value of Tensor with more than one value is ambiguous"
        return vm.refuse(
            "invalid-argument", words, details={"argument": "condition", "value": f"a tensor {written(shape)}"}
        )
    return bool(known) if isinstance(known, (int, float)) else vm.unknown("a condition that depends on data")


@torch.method(TENSOR, "__repr__", "__str__")
def text_of(vm: Interpreter, self: Instance, *, tensor_contents: Value = None) -> Value:
    return vm.unknown("the text of a tensor")


@ordinary(*everywhere("equal", "allclose", "is_same_size", "is_nonzero"))
def comparison(vm: Interpreter, input: Tensor, *args: Value, **options: Value) -> Value:
    return vm.unknown("whether tensors have the same elements")


@ordinary(*everywhere("is_floating_point"))
def floats(vm: Interpreter, input: Tensor) -> Value:
    return vm.unknown("the element type of a tensor") if input.dtype is None else "float" in input.dtype


@ordinary(*everywhere("is_complex"))
def complexes(vm: Interpreter, input: Tensor) -> Value:
    return vm.unknown("the element type of a tensor") if input.dtype is None else input.dtype.startswith("complex")


@ordinary(*everywhere("is_signed"))
def signed(vm: Interpreter, input: Tensor) -> Value:
    return (
        vm.unknown("the element type of a tensor")
        if input.dtype is None
        else not input.dtype.startswith(("uint", "bool"))
    )


@ordinary(*everywhere("is_conj", "is_neg", "is_inference", "is_distributed"))
def plainly_not(vm: Interpreter, input: Tensor) -> Value:
    return False


@ordinary("torch.result_type", "torch.promote_types", "torch.can_cast")
def promotion(vm: Interpreter, *types: Value) -> Value:
    return vm.unknown("the element type of a result")


# --- attributes -------------------------------------------------------------------------------------------------------


@torch.attribute(TENSOR, "dtype")
def dtype_of(vm: Interpreter, self: Instance) -> Value:
    return dtype_object(vm, own(self).dtype)


def data_getter(vm: Interpreter, self: Instance) -> Value:
    return self


def data_setter(vm: Interpreter, self: Instance, value: Value) -> Value:
    """`p.data = x`: the tensor takes another shape and element type, and stays the object that it is."""
    if isinstance(self, TensorValue):
        given = value.tensor if isinstance(value, TensorValue) else Tensor(None, None)
        self.tensor = Tensor(given.shape, given.dtype, self.tensor.field, self.tensor.sources)
        self.known = MISSING
    return None


TENSOR.namespace["data"] = Property(Native("torch.Tensor.data", data_getter), Native("torch.Tensor.data", data_setter))


@torch.attribute(TENSOR, "real", "imag")
def part_of(vm: Interpreter, self: Instance) -> Value:
    x = own(self)
    if x.dtype is None or not x.dtype.startswith("complex"):
        return self
    name = {"complex64": "float32", "complex128": "float64"}.get(x.dtype)
    return TensorValue(TENSOR, Tensor(x.shape, name, x.field, x.sources))


@torch.attribute(
    TENSOR,
    "is_cuda", "is_mps", "is_quantized", "is_sparse", "is_meta", "is_mkldnn", "is_nested", "is_sparse_csr", "is_xla", "is_xpu", "is_ipu",
    "is_vulkan", "is_mtia", "is_maia", "volatile",
)  # fmt: skip
def no_place(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("where a tensor lives")


@torch.attribute(
    TENSOR,
    "layout",
    "grad_fn",
    "names",
    "is_cpu",
    "grad",
    "grad_dtype",
    "itemsize",
    "nbytes",
    "output_nr",
    "name",
    "_version",
)
def place(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("where a tensor lives, and what it belongs to")


@torch.attribute(TENSOR, "device")
def device_of(vm: Interpreter, self: Instance) -> Value:
    return default_device(vm)


def requires_grad(vm: Interpreter, self: Instance) -> Value:
    return self.attrs.get("requires_grad", vm.unknown("whether a gradient is wanted"))


def set_requires_grad(vm: Interpreter, self: Instance, value: Value) -> Value:
    store(vm, self, "requires_grad", value)
    return None


TENSOR.namespace["requires_grad"] = Property(
    Native("torch.Tensor.requires_grad", requires_grad), Native("torch.Tensor.requires_grad", set_requires_grad)
)


@torch.attribute(TENSOR, "is_leaf", "retains_grad")
def leaf(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("whether a tensor is a leaf")
