"""`Sequential`, `ModuleList`, `ModuleDict`, `ParameterList`, `ParameterDict`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.library import torch
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ClassValue, Instance, IteratorValue, Rest, Unknown, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

SEQUENTIAL = torch.new_class("torch.nn.Sequential", modules.MODULE)
MODULE_LIST = torch.new_class("torch.nn.ModuleList", modules.MODULE)
MODULE_DICT = torch.new_class("torch.nn.ModuleDict", modules.MODULE)
PARAMETER_LIST = torch.new_class("torch.nn.ParameterList", modules.MODULE)
PARAMETER_DICT = torch.new_class("torch.nn.ParameterDict", modules.MODULE)
for _cls in (SEQUENTIAL, MODULE_LIST):
    _cls.whole = True


SUBMODULES = frozenset((SEQUENTIAL, MODULE_LIST, MODULE_DICT))


def entries(self: Instance) -> dict[Value, Value]:
    """What a container holds, by name."""
    parameters = PARAMETER_LIST in self.cls.mro or PARAMETER_DICT in self.cls.mro
    register: dict[Value, Value] = self.attrs.setdefault("_parameters" if parameters else "_modules", {})
    return register


def put(vm: Interpreter, self: Instance, name: Value, value: Value) -> None:
    """Set one entry."""
    if not isinstance(name, Rest) and SUBMODULES.intersection(self.cls.mro):
        name, value = modules.checked(vm, self, name, value)
    held = entries(self)
    vm.touch(held)
    held[name] = value


def replace_all(vm: Interpreter, self: Instance, values: Iterable[Value]) -> None:
    """Make these the entries, numbered."""
    held = entries(self)
    vm.touch(held)
    held.clear()
    held.update({str(index): value for index, value in enumerate(values)})


def known_values(self: Instance) -> list[Value]:
    """The entries in order; NotKnown where there may be others."""
    held = entries(self)
    if any(isinstance(value, Rest) for value in held):
        raise NotKnown("how many modules a container holds is not known")
    return list(held.values())


def extend_with(vm: Interpreter, self: Instance, values: Iterable[Value]) -> None:
    """Append entries."""
    for value in values:
        held = entries(self)
        put(
            vm,
            self,
            value if isinstance(value, Rest) else str(len(held)),
            value.why if isinstance(value, Rest) else value,
        )


@torch.method(SEQUENTIAL, "__init__", loose=True)
def init_sequential(vm: Interpreter, self: Instance, *args: Value) -> Value:
    modules.init(vm, self)
    first = plain(args[0]) if args else None
    if len(args) == 1 and isinstance(first, dict):
        for name, value in first.items():
            put(vm, self, name, value)
    else:
        extend_with(vm, self, args)
    return None


@torch.method(SEQUENTIAL, "forward")
def forward_sequential(vm: Interpreter, self: Instance, input: Value) -> Value:
    for module in known_values(self):
        input = vm.call(module, (input,))
    return input


for _cls in (MODULE_LIST, PARAMETER_LIST):

    @torch.method(_cls, "__init__", loose=True)
    def init_list(vm: Interpreter, self: Instance, modules_: Value = None, **kwargs: Value) -> Value:
        modules.init(vm, self)
        given = kwargs.get("modules", kwargs.get("parameters", kwargs.get("values", modules_)))
        if given is not None:
            extend_with(vm, self, [given] if isinstance(given, Rest) else vm.elements(given))
        return None


for _cls in (MODULE_DICT, PARAMETER_DICT):

    @torch.method(_cls, "__init__", loose=True)
    def init_dict(vm: Interpreter, self: Instance, modules_: Value = None, **kwargs: Value) -> Value:
        modules.init(vm, self)
        given = kwargs.get("modules", kwargs.get("parameters", modules_))
        if given is not None:
            update(vm, self, given)
        return None

    @torch.method(_cls, "update")
    def update(vm: Interpreter, self: Instance, modules_: Value) -> Value:
        given = plain(modules_)
        if isinstance(given, Instance) and "_modules" in given.attrs:
            given = given.attrs["_modules"]
        if isinstance(given, (Unknown, Rest)):
            unknown = given.why if isinstance(given, Rest) else given
            put(vm, self, Rest(unknown), unknown)
            return None
        pairs = given.items() if isinstance(given, dict) else [tuple(vm.elements(pair)) for pair in vm.elements(given)]
        for pair in pairs:
            if len(pair) == 2:
                put(vm, self, *pair)
        return None

    @torch.method(_cls, "keys")
    def keys(vm: Interpreter, self: Instance) -> Value:
        return list(entries(self))

    @torch.method(_cls, "items")
    def items(vm: Interpreter, self: Instance) -> Value:
        return list(entries(self).items())

    @torch.method(_cls, "values")
    def values(vm: Interpreter, self: Instance) -> Value:
        return list(entries(self).values())

    @torch.method(_cls, "__contains__")
    def contains(vm: Interpreter, self: Instance, key: Value) -> Value:
        return key in entries(self) if isinstance(key, str) else vm.unknown("a key that is not known")

    @torch.method(_cls, "__getitem__")
    def get_key(vm: Interpreter, self: Instance, key: Value) -> Value:
        return vm.getitem(entries(self), key)

    @torch.method(_cls, "__setitem__")
    def set_key(vm: Interpreter, self: Instance, key: Value, module: Value) -> Value:
        put(vm, self, key, module)
        return None

    @torch.method(_cls, "__iter__")
    def iterate_keys(vm: Interpreter, self: Instance) -> Value:
        return IteratorValue(list(entries(self)))

    @torch.method(_cls, "pop")
    def pop_key(vm: Interpreter, self: Instance, key: Value) -> Value:
        found = vm.getitem(entries(self), key)
        delete_entry(vm, self, key)
        return found


def slice_of(vm: Interpreter, self: Instance, chosen: list[Value]) -> Value:
    """A container of the same class with some of the entries; of a Sequential they keep their names."""
    cls: ClassValue = next(base for base in (SEQUENTIAL, MODULE_LIST, PARAMETER_LIST) if base in self.cls.mro)
    made = vm.call(self.cls if self.cls.node is None else cls)
    if isinstance(made, Instance):
        replace_all(vm, made, chosen)
        if cls is SEQUENTIAL:
            held = entries(made)
            names = [name for name, value in entries(self).items() if any(value is one for one in chosen)]
            held.clear()
            held.update(zip(names, chosen, strict=False))
    return made


def delete_entry(vm: Interpreter, self: Instance, key: Value) -> None:
    """Remove an entry; numbered ones close up."""
    held = entries(self)
    vm.touch(held)
    if isinstance(key, str):
        held.pop(key, None)
        return
    remaining = known_values(self)
    if isinstance(key, (int, slice)):
        try:
            del remaining[key]
        except IndexError:
            vm.python_error("IndexError", f"index {key} is out of range")
    names = list(held)
    numbered = names == [str(index) for index in range(len(names))]
    if numbered:
        replace_all(vm, self, remaining)
    else:
        kept = [(name, value) for name, value in held.items() if any(value is one for one in remaining)]
        held.clear()
        held.update(kept)


for _cls in (SEQUENTIAL, MODULE_LIST, PARAMETER_LIST):

    @torch.method(_cls, "__getitem__")
    def get_index(vm: Interpreter, self: Instance, idx: Value) -> Value:
        values = known_values(self)
        if isinstance(idx, str):
            return vm.getitem(entries(self), idx)
        found = vm.getitem(values, idx)
        if isinstance(found, list) and any(isinstance(one, Rest) for one in found):
            raise NotKnown("which modules a slice holds")
        return slice_of(vm, self, found) if isinstance(idx, slice) and isinstance(found, list) else found

    @torch.method(_cls, "__setitem__")
    def set_index(vm: Interpreter, self: Instance, idx: Value, module: Value) -> Value:
        names = list(entries(self))
        if isinstance(idx, int) and -len(names) <= idx < len(names):
            put(vm, self, names[idx], module)
        elif isinstance(idx, str):
            put(vm, self, idx, module)
        return None

    @torch.method(_cls, "__len__")
    def length(vm: Interpreter, self: Instance) -> Value:
        return len(known_values(self))

    @torch.method(_cls, "__iter__")
    def iterate(vm: Interpreter, self: Instance) -> Value:
        return IteratorValue([name if isinstance(name, Rest) else value for name, value in entries(self).items()])

    @torch.method(_cls, "append")
    def append(vm: Interpreter, self: Instance, module: Value) -> Value:
        extend_with(vm, self, [module])
        return self

    @torch.method(_cls, "extend")
    def extend(vm: Interpreter, self: Instance, modules_: Value) -> Value:
        extend_with(vm, self, vm.elements(modules_))
        return self

    @torch.method(_cls, "insert")
    def insert(vm: Interpreter, self: Instance, index: Value, module: Value) -> Value:
        values = known_values(self)
        if isinstance(index, int):
            values.insert(index, module)
            replace_all(vm, self, values)
        return self if SEQUENTIAL in self.cls.mro else None

    @torch.method(_cls, "pop")
    def pop(vm: Interpreter, self: Instance, key: Value = -1) -> Value:
        found = vm.getitem(known_values(self), key)
        delete_entry(vm, self, key)
        return found

    @torch.method(_cls, "__add__", "__iadd__")
    def add(vm: Interpreter, self: Instance, other: Value) -> Value:
        return slice_of(vm, self, [*known_values(self), *vm.elements(other)])


for _cls in (SEQUENTIAL, MODULE_LIST, MODULE_DICT, PARAMETER_LIST, PARAMETER_DICT):

    @torch.method(_cls, "__delitem__")
    def delete(vm: Interpreter, self: Instance, key: Value) -> Value:
        delete_entry(vm, self, key)
        return None


for _cls in (MODULE_DICT, PARAMETER_DICT):

    @torch.method(_cls, "__len__")
    def length_of_dict(vm: Interpreter, self: Instance) -> Value:
        return len(known_values(self))
