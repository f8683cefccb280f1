"""From a record to a module of the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.made import note
from cnnlint.frameworks.common.records import Record, as_value
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.backbones import records
from cnnlint.frameworks.torch.tensor import make, parameter
from cnnlint.frameworks.torch.types import dtype_object
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import MISSING, Attributes, ClassValue, Instance, Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Changes = Mapping[str, Mapping[str, Value]]
"""Arguments of layers, by path, that are not as recorded."""


def build(vm: Interpreter, library: str, name: str, changes: Changes) -> Instance:
    """The model, with the arguments of some layers changed."""
    return Builder(vm, library, records.record(library, name), changes).build()


def first_convolution(record: Record) -> str:
    """The layer that takes the channels of the image."""
    layers: dict[str, list[Any]] = record["modules"]
    return next(path for path, (_, given, *_) in layers.items() if is_layer(given) and "in_channels" in given)


def is_layer(given: object) -> bool:
    """True where a module is a layer of PyTorch's, with these arguments."""
    return isinstance(given, dict)


class Builder:
    """One model being built."""

    def __init__(self, vm: Interpreter, library: str, record: Record, changes: Changes) -> None:
        self.vm = vm
        self.library = library
        self.record = record
        self.changes = changes
        self.classes: dict[tuple[str, str, int | None], ClassValue] = {}

    def build(self) -> Instance:
        """All modules, each put into the one above it, then the tensors that they hold themselves."""
        made: dict[str, Instance] = {}
        for path, (cls, *given) in self.record["modules"].items():
            made[path] = self.module(path, cls, *given)
            if path:
                above, _, name = path.rpartition(".")
                modules.registered(made[above], "_modules")[name] = made[path]
        for path, (shape, trainable) in self.record["tensors"].items():
            above, _, name = path.rpartition(".")
            if trainable is None:
                modules.registered(made[above], "_buffers")[name] = make(Tensor(tuple(shape)))
            else:
                modules.registered(made[above], "_parameters")[name] = parameter(*shape, trainable=trainable)
        note(self.vm, made[""])
        return made[""]

    def module(self, path: str, cls: str, given: Any, program: int | None = None) -> Instance:
        """One module without its parts."""
        vm = self.vm
        if is_layer(given):
            arguments = {name: as_value(value) for name, value in given.items()} | dict(self.changes.get(path, {}))
            found = vm.call(vm.library_value(f"torch.nn.{arguments.pop('class', cls)}"), (), arguments)
        else:
            found = Instance(self.class_of(cls, given, program))
            modules.init(vm, found)
        assert isinstance(found, Instance)  # noqa: S101 - what is recorded was built before
        found.site = vm.site() if not path else None  # its parts are not the program's to mend
        return found

    def class_of(self, name: str, kind: str, program: int | None) -> ClassValue:
        """The class of modules that do the same."""
        key = name, kind, program
        if key not in self.classes:
            base = self.vm.library_value(f"torch.nn.{kind}")
            steps = None if program is None else self.record["programs"][program]
            if name == kind and (steps is None or is_chain(steps)):
                return self.classes.setdefault(key, base)
            members = Attributes()
            if steps is not None and not (kind == "Sequential" and is_chain(steps)):
                members["forward"] = Native(f"{name}.forward", running(steps))
            if kind == "Module":
                members["__getattr__"] = Native(f"{name}.__getattr__", absent(self.library))
                members["__hint__"] = Native(f"{name}.__hint__", parts)
            made = self.classes[key] = ClassValue(name, (base,), members, module=self.library)
            made.whole = kind == "Module"  # what it does not have is known, see `absent`
        return self.classes[key]


def is_chain(program: Record) -> bool:
    """True where the children are called one after the other."""
    return program["inputs"] == 1 and all(
        step == ["m", str(number), [{"$": number}], {}] for number, step in enumerate(program["steps"])
    )


def absent(library: str) -> Callable[..., Value]:
    """`__getattr__`: a part that the model does not have is missing for certain, of anything else nothing is known."""

    def find(vm: Interpreter, self: Instance, name: str) -> Value:
        found = modules.find_registered(self, name)
        if found is not MISSING:
            return found
        if name in records.children(library):
            return MISSING
        return vm.unknown(f"{name} of a model whose source is not at hand")

    return find


def parts(vm: Interpreter, self: Instance) -> str:
    """What the model has instead of what it was asked for."""
    names = ", ".join(str(name) for name in modules.registered(self, "_modules"))
    return f" (it has {names})" if names else ""


# --- forward passes ---------------------------------------------------------------------------------------------------


def running(program: Record) -> Callable[..., Value]:
    """The forward pass of a class."""

    def forward(vm: Interpreter, self: Instance, *args: Value) -> Value:
        return run(vm, self, program, args)

    return forward


def run(vm: Interpreter, self: Instance, program: Record, args: Sequence[Value]) -> Value:
    """The steps, one after the other."""
    values = list(args)
    if len(values) != program["inputs"]:
        return vm.unknown("a model whose source is not at hand, called otherwise than when it was recorded")
    for kind, target, given, named in program["steps"]:
        operands = [decoded(vm, value, values) for value in given]
        options = {name: decoded(vm, value, values) for name, value in named.items()}
        if kind == "a":
            values.append(part(vm, self, target))
            continue
        function = {"m": part, "f": function_of, "t": method}[kind](vm, operands[0] if kind == "t" else self, target)
        values.append(vm.call(function, operands[1:] if kind == "t" else operands, options))
    return decoded(vm, program["output"], values)


def part(vm: Interpreter, self: Instance, path: str) -> Value:
    """A child, or a tensor, by its path."""
    found: Value = self
    for name in path.split("."):
        found = modules.find_registered(found, name) if isinstance(found, Instance) else MISSING
    return vm.unknown(f"{path}, which is no longer there") if found is MISSING else found


def function_of(vm: Interpreter, self: Instance, dotted: str) -> Value:
    """A function by its documented name."""
    found = vm.library_value(dotted)
    return vm.unknown(f"{dotted} is not modelled") if found is MISSING else found


def method(vm: Interpreter, tensor: Value, name: str) -> Value:
    """A bound method."""
    return vm.getattr(tensor, name)


def decoded(vm: Interpreter, value: Any, values: Sequence[Value]) -> Value:
    """An argument of a step."""
    if isinstance(value, list):
        return tuple(decoded(vm, item, values) for item in value)
    if not isinstance(value, dict):
        return value
    ((kind, inner),) = value.items()
    if kind == "$":
        return values[inner]
    if kind == "slice":
        return slice(*(decoded(vm, item, values) for item in inner))
    if kind == "dict":
        return {name: decoded(vm, item, values) for name, item in inner.items()}
    return Ellipsis if kind == "ellipsis" else dtype_object(vm, inner)
