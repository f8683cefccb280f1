"""Element types, devices, layouts and memory formats as objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cnnlint.frameworks.torch.library import torch
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import ClassValue, Instance, Likely, Native, Unknown, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

DTYPE = torch.new_class("torch.dtype")
DEVICE = torch.new_class("torch.device")
LAYOUT = torch.new_class("torch.layout")
FORMAT = torch.new_class("torch.memory_format")
DTYPES: Final = {
    "float32": ("float32", "float"), "float64": ("float64", "double"), "float16": ("float16", "half"), "bfloat16": ("bfloat16",),
    "int64": ("int64", "long"), "int32": ("int32", "int"), "int16": ("int16", "short"), "int8": ("int8",), "uint8": ("uint8",),
    "uint16": ("uint16",), "uint32": ("uint32",), "uint64": ("uint64",), "bool": ("bool",), "complex32": ("complex32", "chalf"),
    "complex64": ("complex64", "cfloat"), "complex128": ("complex128", "cdouble"), "float8_e4m3fn": ("float8_e4m3fn",),
    "float8_e5m2": ("float8_e5m2",), "quint8": ("quint8",), "qint8": ("qint8",), "qint32": ("qint32",),
}  # fmt: skip
OBJECTS: Final[dict[str, Instance]] = {}
"""The one object of each element type, by our name for it."""

for _dtype, _names in DTYPES.items():
    OBJECTS[_dtype] = Instance(DTYPE, _dtype)
    for _name in _names:
        torch.add(f"torch.{_name}", OBJECTS[_dtype])
for _name in ("strided", "sparse_coo", "sparse_csr", "jagged"):
    torch.add(f"torch.{_name}", Instance(LAYOUT, f"torch.{_name}"))
for _name in ("channels_last", "channels_last_3d", "contiguous_format", "preserve_format"):
    torch.add(f"torch.{_name}", Instance(FORMAT, f"torch.{_name}"))


def element_type(value: Value, default: str | None = "float32") -> str | None:
    """The element type that `dtype=` names; None where it is not known."""
    if value is None:
        return default
    if isinstance(value, Instance) and value.cls is DTYPE:
        return str(value.payload)
    return {"float": "float64", "int": "int64", "bool": "bool", "complex": "complex128"}.get(getattr(value, "name", ""))


def dtype_object(vm: Interpreter, name: str | None) -> Value:
    """`x.dtype`."""
    return (
        vm.unknown("the element type of a tensor")
        if name is None
        else OBJECTS.get(name, vm.unknown(f"the type {name}"))
    )


@torch.method(DTYPE, "__str__", "__repr__")
def type_text(vm: Interpreter, self: Instance) -> Value:
    return f"torch.{self.payload}"


@torch.attribute(DTYPE, "is_floating_point")
def is_floating(vm: Interpreter, self: Instance) -> Value:
    return "float" in str(self.payload)


@torch.attribute(DTYPE, "is_complex")
def is_complex(vm: Interpreter, self: Instance) -> Value:
    return str(self.payload).startswith("complex")


@torch.attribute(DTYPE, "itemsize")
def bytes_of(vm: Interpreter, self: Instance) -> Value:
    digits = "".join(c for c in str(self.payload).replace("bfloat", "float").partition("_")[0] if c.isdigit())
    return max(int(digits or 8) // 8, 1)


def new_device(
    vm: Interpreter, cls: ClassValue, device: Value = None, index: Value = None, *, type: Value = None
) -> Value:
    """`torch.device("cuda:0")`."""
    made = Instance(cls)
    name = plain(type if device is None else device)
    if isinstance(name, str):
        kind, _, number = name.partition(":")
        made.attrs["type"] = kind
        made.attrs["index"] = int(number) if number.isdigit() else index
    elif isinstance(device, Instance) and device.cls is DEVICE:
        return device
    else:
        unknown = name if isinstance(name, Unknown) else vm.unknown("a device")
        made.attrs["type"] = made.attrs["index"] = unknown
    return made


def default_device(vm: Interpreter) -> Instance:
    """The device of a program that chooses none."""
    made = Instance(DEVICE)
    made.attrs["type"] = Likely("the device of a tensor", vm.here(), "cpu")
    made.attrs["index"] = Likely("the device of a tensor", vm.here(), None)
    return made


DEVICE.namespace["__new__"] = Native("torch.device", new_device)


@torch.method(DEVICE, "__eq__")
def same_device(vm: Interpreter, self: Instance, other: Value) -> Value:
    if isinstance(other, Instance) and other.cls is DEVICE:
        return vm.compare("==", self.attrs["type"], other.attrs["type"])
    return vm.unknown("whether two devices are the same")


@torch.method(DEVICE, "__str__", "__repr__")
def device_text(vm: Interpreter, self: Instance) -> Value:
    kind, index = self.attrs["type"], self.attrs["index"]
    if isinstance(kind, Unknown):
        return kind
    return kind if index is None else vm.text(f"{kind}:{index}")


@torch.method(DEVICE, "__enter__", "__exit__", "__call__")
def around(vm: Interpreter, self: Instance, *args: Value) -> Value:
    return self if not args else None


def limits(vm: Interpreter, dtype: Value = None) -> Value:
    """`torch.finfo`, `torch.iinfo`: numbers that no shape hangs on."""
    return vm.unknown("the limits of an element type")


torch.function("torch.finfo", "torch.iinfo")(limits)


@torch.function("torch.get_default_dtype")
def default_type(vm: Interpreter) -> Value:
    return OBJECTS["float32"]
