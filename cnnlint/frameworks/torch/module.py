"""`torch.nn.Module`: registration of submodules, parameters and buffers, and the names that they go by.

The state of a module stands where PyTorch keeps it (`_modules`, `_parameters`, `_buffers`), so that programs that reach for it find it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.made import note
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.dtypes import RETYPED
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import BUFFER, PARAMETER
from cnnlint.frameworks.torch.uses import note_made, note_read, note_set
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import Background, NotKnown, Raised
from cnnlint.interpreter.values import (
    MISSING,
    Attributes,
    BoundMethod,
    ClassValue,
    FunctionValue,
    Instance,
    IteratorValue,
    Rest,
    Unknown,
    Value,
    is_host,
)
from cnnlint.symbolic import Size, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MODULE = torch.new_class("torch.nn.Module")
MODULE.whole = True
MODULE.finished = note
torch.presumed["forward"] = MODULE
MODULE.namespace["T_destination"] = Unknown("a type")
MODULE.namespace.update({"dump_patches": False, "call_super_init": False})
REGISTERS = ("_parameters", "_buffers", "_modules")
KEPT = ("_parameters", "_modules")
MODE = "(training)"  # no attribute of a program has this name


def is_module(value: Value) -> bool:
    """True for an object whose class derives from `nn.Module`."""
    return isinstance(value, Instance) and MODULE in value.cls.mro


def registered(module: Instance, register: str) -> dict[str, Value]:
    """One of a module's registers; empty before `Module.__init__` has run."""
    found = module.attrs.get(register)
    return found if isinstance(found, dict) else {}


def children(module: Instance) -> Iterator[tuple[str, Instance]]:
    """The direct submodules by name, each once."""
    seen: set[int] = set()
    for name, child in registered(module, "_modules").items():
        if isinstance(child, Instance) and isinstance(name, str) and id(child) not in seen:
            seen.add(id(child))
            yield name, child


def named_modules(module: Instance, prefix: str = "", seen: set[int] | None = None) -> Iterator[tuple[str, Instance]]:
    """A module and all below it with their attribute paths, each once, as `nn.Module.named_modules` gives them."""
    seen = set() if seen is None else seen
    if id(module) in seen:
        return
    seen.add(id(module))
    yield prefix, module
    for name, child in registered(module, "_modules").items():
        if isinstance(child, Instance) and isinstance(name, str):
            yield from named_modules(child, f"{prefix}.{name}" if prefix else str(name), seen)


def all_modules(module: Instance) -> list[Instance]:
    """A module and all below it, in the order of `named_modules`."""
    found, left, seen = [], [module], set()
    while left:
        one = left.pop()
        if id(one) not in seen:
            seen.add(id(one))
            found.append(one)
            below = one.attrs.get("_modules")
            if below and isinstance(below, dict):
                left += [
                    child
                    for name, child in reversed(below.items())
                    if isinstance(child, Instance) and isinstance(name, str)
                ]
    return found


def named_parameters(module: Instance) -> Iterator[tuple[str, TensorValue]]:
    """All parameters below a module with their attribute paths, each once."""
    seen: set[int] = set()
    for path, owner in named_modules(module):
        for name, value in registered(owner, "_parameters").items():
            if isinstance(value, TensorValue) and id(value) not in seen:
                seen.add(id(value))
                yield (f"{path}.{name}" if path else str(name)), value


def count(values: Iterable[TensorValue]) -> tuple[Size, Size]:
    """(elements, elements of those that are trained)."""
    total: Size = 0
    trained: Size = 0
    for value in values:
        elements = product(value.tensor.shape) if value.tensor.shape is not None else 0
        total = total + elements
        if value.attrs.get("requires_grad", True) is not False:
            trained = trained + elements
    return total, trained


def own_parameters(module: Instance) -> tuple[Size, Size]:
    """What a module itself holds, without its submodules."""
    return count([value for value in registered(module, "_parameters").values() if isinstance(value, TensorValue)])


def all_parameters(module: Instance) -> tuple[Size, Size]:
    """What a module and all below it hold."""
    held = [value for owner in all_modules(module) for value in registered(owner, "_parameters").values()]
    return count({id(value): value for value in held if isinstance(value, TensorValue)}.values())


# --- the protocol -----------------------------------------------------------------------------------------------------


@torch.method(MODULE, "__init__")
def init(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    if self.cls.open:  # a base that is not known may be given them
        vm.escape(args, kwargs)
    for register in REGISTERS:
        store(vm, self, register, Attributes())
    store(vm, self, "training", vm.state.get("torch.training", False))
    if MODE not in self.attrs:
        note_made(vm, self)
    store(vm, self, MODE, self.attrs.get(MODE, True))  # a lazy layer is set up again
    vm.state.setdefault("torch.used", set()).update(self.cls.mro)
    return None


@torch.method(MODULE, "__setattr__")
def set_attribute(vm: Interpreter, self: Instance, name: str, value: Value) -> Value:
    register = register_of(value)
    if (
        register is not None and self.cls.open and register not in self.attrs
    ):  # a base that is not known has been set up
        init(vm, self)
    if name == "training":
        store(vm, self, MODE, value)
    if register is not None and register not in self.attrs:
        what = "module" if register == "_modules" else "parameters"
        words = f"cannot assign {what} before Module.__init__() call"
        vm.refuse("missing-super-init", words, error="AttributeError", background=Background((("PyTorch", words),)))
        store(vm, self, name, value)
        return None
    if register in KEPT:
        note_set(vm, self, name, find_registered(self, name), value)
    for other in REGISTERS:
        entries = registered(self, other)
        if name in entries and (other == register or (register is None and (value is None or other == "_buffers"))):
            vm.touch(entries)
            entries[name] = value
            return None
        if name in entries and register is not None:
            vm.touch(entries)
            del entries[name]
    if register is None or register == "_buffers":
        store(vm, self, name, value)
        return None
    if name in self.attrs:
        vm.touch(self.attrs)
        del self.attrs[name]
    entries = self.attrs[register]
    vm.touch(entries)
    entries[name] = value
    return None


def register_of(value: Value) -> str | None:
    """The register that a value assigned to a module's attribute belongs to."""
    if is_module(value):
        return "_modules"
    if isinstance(value, TensorValue) and PARAMETER in value.cls.mro:
        return "_parameters"
    return "_buffers" if isinstance(value, TensorValue) and BUFFER in value.cls.mro else None


@torch.method(MODULE, "__getattr__")
def get_attribute(vm: Interpreter, self: Instance, name: str) -> Value:
    found = find_registered(self, name)
    if found is not MISSING:
        note_read(vm, found)
    return found


def find_registered(self: Instance, name: str) -> Value:
    """A parameter, buffer or submodule by name, or MISSING."""
    for register in REGISTERS:
        found = registered(self, register).get(name, MISSING)
        if found is not MISSING:
            return found
    return MISSING


@torch.method(MODULE, "__delattr__")
def delete_attribute(vm: Interpreter, self: Instance, name: str) -> Value:
    for entries in (*(registered(self, register) for register in REGISTERS), self.attrs):
        if name in entries:
            vm.touch(entries)
            del entries[name]
            return None
    return vm.no_attribute(self, name)


@torch.method(MODULE, "add_module", "register_module")
def add_module(vm: Interpreter, self: Instance, name: Value, module: Value) -> Value:
    if "_modules" not in self.attrs and not self.cls.open:
        return vm.refuse(
            "missing-super-init", "cannot assign module before Module.__init__() call", error="AttributeError"
        )
    register(vm, self, "_modules", *checked(vm, self, name, module))
    return None


def checked(vm: Interpreter, self: Instance, name: Value, module: Value) -> tuple[Value, Value]:
    """The name and value of a new submodule, as far as `add_module` takes them."""
    if is_no_module(module):
        shown = module.name if isinstance(module, ClassValue) else f"a '{vm.type_name(module)}' object"
        words = f"{shown} is not a Module subclass"
        details = {"argument": "module", "value": shown}
        return name, vm.refuse("invalid-argument", words, error="TypeError", details=details)
    return named(vm, "module", name), module


def named(vm: Interpreter, what: str, name: Value) -> Value:
    """The name of a new submodule, parameter or buffer; refuses what cannot be one."""
    if isinstance(name, (TensorValue, ClassValue)) or is_module(name) or (is_host(name) and not isinstance(name, str)):
        words = f"{what} name should be a string, not a '{vm.type_name(name)}' object"
        return vm.refuse("invalid-argument", words, error="TypeError", details={"argument": "name"})
    if isinstance(name, str) and (not name or "." in name):
        words = f"{what} name can't be empty" if not name else f"{what} name can't contain a dot, as {name} does"
        vm.refuse("invalid-argument", words, error="KeyError", details={"argument": "name", "value": name})
    return name


def is_no_module(value: Value) -> bool:
    """True for what certainly is neither a module nor None, as a class that nobody has made an object of."""
    if isinstance(value, Instance):
        known = all(cls.node is not None or cls.name == "object" for cls in value.cls.mro) and not value.cls.open
        return isinstance(value, TensorValue) or (known and not is_module(value))
    return (is_host(value) and value is not None) or isinstance(value, (ClassValue, FunctionValue, BoundMethod))


def register(vm: Interpreter, self: Instance, which: str, name: Value, value: Value) -> None:
    """Put a value into a register; under a name that is not known, the module may have any further attribute."""
    entries = self.attrs.setdefault(which, {})
    vm.touch(entries)
    if isinstance(name, str):
        entries[name] = value
    else:
        vm.escape((self,), {})
        entries[Rest(vm.unknown("the name of a part is not known"))] = value


@torch.method(MODULE, "register_parameter")
def register_parameter(vm: Interpreter, self: Instance, name: Value, param: Value) -> Value:
    register(vm, self, "_parameters", named(vm, "parameter", name), param)
    return None


@torch.method(MODULE, "register_buffer")
def register_buffer(vm: Interpreter, self: Instance, name: Value, tensor: Value, persistent: Value = True) -> Value:
    register(vm, self, "_buffers", named(vm, "buffer", name), tensor)
    return None


# --- walking ----------------------------------------------------------------------------------------------------------


@torch.method(MODULE, "named_modules")
def _named_modules(
    vm: Interpreter, self: Instance, memo: Value = None, prefix: Value = "", remove_duplicate: Value = True
) -> Value:
    return IteratorValue(list(named_modules(self, prefix if isinstance(prefix, str) else "")))


@torch.method(MODULE, "modules")
def _modules(vm: Interpreter, self: Instance) -> Value:
    return IteratorValue(list(all_modules(self)))


@torch.method(MODULE, "named_children")
def _named_children(vm: Interpreter, self: Instance) -> Value:
    return IteratorValue(list(children(self)))


@torch.method(MODULE, "children")
def _children(vm: Interpreter, self: Instance) -> Value:
    return IteratorValue([child for _, child in children(self)])


@torch.method(MODULE, "named_parameters")
def _named_parameters(
    vm: Interpreter, self: Instance, prefix: Value = "", recurse: Value = True, remove_duplicate: Value = True
) -> Value:
    return IteratorValue(list(named_parameters(self)) if recurse is not False else own_named(self, "_parameters"))


@torch.method(MODULE, "parameters")
def _parameters(vm: Interpreter, self: Instance, recurse: Value = True) -> Value:
    pairs = list(named_parameters(self)) if recurse is not False else own_named(self, "_parameters")
    return IteratorValue([value for _, value in pairs])


@torch.method(MODULE, "named_buffers")
def _named_buffers(
    vm: Interpreter, self: Instance, prefix: Value = "", recurse: Value = True, remove_duplicate: Value = True
) -> Value:
    pairs = [
        (f"{path}.{name}" if path else name, value)
        for path, owner in named_modules(self)
        for name, value in own_named(owner, "_buffers")
    ]
    return IteratorValue(pairs)


@torch.method(MODULE, "buffers")
def _buffers(vm: Interpreter, self: Instance, recurse: Value = True) -> Value:
    return IteratorValue([value for _, owner in named_modules(self) for _, value in own_named(owner, "_buffers")])


def own_named(module: Instance, register: str) -> list[tuple[str, Value]]:
    """The entries of one register that are not None."""
    return [(str(name), value) for name, value in registered(module, register).items() if value is not None]


@torch.method(MODULE, "apply")
def apply(vm: Interpreter, self: Instance, fn: Value) -> Value:
    for module in reversed(all_modules(self)):
        vm.call(fn, (module,))
    return self


@torch.method(MODULE, "get_submodule")
def get_submodule(vm: Interpreter, self: Instance, target: Value) -> Value:
    if not isinstance(target, str):
        raise NotKnown("the path of a submodule is not known")
    found: Value = self
    for part in target.split(".") if target else []:
        found = vm.getattr(found, part)
    return found


@torch.method(MODULE, "get_parameter", "get_buffer")
def get_parameter(vm: Interpreter, self: Instance, target: Value) -> Value:
    return get_submodule(vm, self, target)


@torch.method(MODULE, "requires_grad_")
def requires_grad_(vm: Interpreter, self: Instance, requires_grad: Value = True) -> Value:
    for _, value in named_parameters(self):
        vm.touch(value.attrs)
        value.attrs["requires_grad"] = requires_grad is not False
    return self


@torch.method(
    MODULE,
    "to",
    "double",
    "half",
    "bfloat16",
    "type",
    "to_empty",
)
def same_module(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    """Where it lives and its element type leave a module what it is."""
    if not (args and is_device(args[0])):
        vm.state[RETYPED] = True
    return self


def is_device(value: Value) -> bool:
    """True for what certainly names a device, and no element type."""
    given = plain(value)
    return isinstance(given, (str, int)) or (isinstance(given, Instance) and given.cls.name == "device")


@torch.method(MODULE, "float", "cuda", "cpu", "share_memory", "xpu", "ipu", "mtia", "compile")
def moved_module(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return self


@torch.method(MODULE, "train")
def train(vm: Interpreter, self: Instance, mode: Value = True) -> Value:
    """The mode of the program's own runs; the attribute `training` is the analysis's, which looks at one mode at a time."""
    enter_mode(vm, self, mode, set())
    return self


def enter_mode(vm: Interpreter, module: Instance, mode: Value, seen: set[int]) -> None:
    """Set the mode of a module and of all below it; those that have a `train` of their own do it themselves."""
    store(vm, module, MODE, mode)
    seen.add(id(module))
    for _, child in children(module):
        if isinstance(child.cls.lookup("train"), FunctionValue):
            vm.call(vm.getattr(child, "train"), [mode])
        elif id(child) not in seen:
            enter_mode(vm, child, mode, seen)


def settle(vm: Interpreter, module: Instance) -> None:
    """Let the program's own `train` methods make what they make for the mode of the analysis, as `eval()` would."""
    everything = all_modules(module)
    classes = {cls for cls in {one.cls for one in everything} if isinstance(cls.lookup("train"), FunctionValue)}
    own = [one for one in everything if one.cls in classes] if classes else []
    if not own or vm.state.get("torch.training"):
        return
    modes = [(one, one.attrs.get(MODE, True)) for one in everything]
    for one in own:
        with vm.trying(), suppress(Raised):
            vm.call(vm.getattr(one, "train"), [False])
    for one, mode in modes:
        store(vm, one, MODE, mode)


@torch.method(MODULE, "eval")
def evaluate(vm: Interpreter, self: Instance) -> Value:
    return vm.call(vm.getattr(self, "train"), [False])


def name_in(vm: Interpreter, module: Instance) -> str:
    """The attribute path of a module in the model that runs; of one that is not registered, its class."""
    names: dict[int, str] = vm.state.get("torch.names") or {}
    return names.get(id(module), module.cls.name)


def in_training(vm: Interpreter, module: Instance) -> bool:
    """Whether a layer certainly runs in training: by the analysis's mode where it is the analysis that runs it, else by the program's."""
    if vm.state.get("torch.asks") or vm.state.get("torch.tool"):
        return vm.state.get("torch.training") is True
    return module.attrs.get(MODE) is True


@torch.method(
    MODULE,
    "zero_grad", "register_load_state_dict_post_hook",
    "_register_load_state_dict_pre_hook", "register_state_dict_pre_hook", "load_state_dict",
    "register_load_state_dict_pre_hook", "register_state_dict_post_hook", "get_extra_state",
    "set_extra_state", "set_submodule",
)  # fmt: skip
def no_effect(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("a handle")


@torch.method(MODULE, "state_dict")
def state_dict(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("the state of a module")


@torch.method(MODULE, "extra_repr", "_get_name")
def extra_repr(vm: Interpreter, self: Instance) -> Value:
    return self.cls.name


@torch.method(MODULE, "forward")
def forward(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    words = f'Module [{self.cls.name}] is missing the required "forward" function'
    return vm.throw("NotImplementedError", words)
