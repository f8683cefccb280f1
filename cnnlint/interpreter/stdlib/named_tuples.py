"""Tuples with names, however they are declared: `collections.namedtuple` and `typing.NamedTuple`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.tables import OBJECT, TUPLE
from cnnlint.interpreter.host import content, listed, text_of
from cnnlint.interpreter.native import Host
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.stdlib.signatures import Bound, parameter, signed
from cnnlint.interpreter.values import MISSING, Attributes, ClassMethod, ClassValue, Instance, Native, Property, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def field_names(vm: Interpreter, value: Value) -> list[str]:
    """The names in `"x y"`, `"x, y"` or `["x", "y"]`."""
    value = plain(value)
    if isinstance(value, str):
        return value.replace(",", " ").split()
    return [text_of(name) for name in listed(vm, value)]


def named_tuple(name: str, fields: Sequence[str], defaults: dict[str, Value], module: str) -> ClassValue:
    """A new class of tuples with these names."""
    cls = ClassValue(name, (TUPLE, OBJECT), Attributes(), module=module)
    equip(cls, fields, defaults)
    return cls


def equip(cls: ClassValue, fields: Sequence[str], defaults: dict[str, Value]) -> None:
    """Give a class that derives from tuple its fields."""
    own = cls.namespace
    for place, field in enumerate(fields):
        own[field] = Property(Native(f"{cls.name}.{field}", getter(place), owner=cls))
    own["_fields"] = own["__match_args__"] = tuple(fields)
    own["_field_defaults"] = dict(defaults)
    try:
        parameters = [parameter(field, defaults.get(field, MISSING)) for field in fields]
        own["__new__"] = signed(f"{cls.name}.__new__", parameters, new, binds=False)
    except ValueError:
        own["__new__"] = Native(f"{cls.name}.__new__", unusable, binds=False)
    own["_make"] = ClassMethod(Native(f"{cls.name}._make", make))
    own["_replace"] = Native(f"{cls.name}._replace", replace)
    own["_asdict"] = Native(f"{cls.name}._asdict", as_dict)


def getter(place: int) -> Host:
    """What reads the field at a place."""
    return lambda vm, self: vm.getitem(content(self), place)


def new(vm: Interpreter, cls: ClassValue, given: Bound) -> Value:
    return Instance(cls, payload=tuple(given.values()))


def unusable(vm: Interpreter, cls: ClassValue, /, *args: Value, **kwargs: Value) -> Value:
    raise NotKnown("a tuple whose fields are not known")


def make(vm: Interpreter, cls: ClassValue, iterable: Value, /) -> Value:
    return Instance(cls, payload=tuple(vm.elements(iterable)))


def replace(vm: Interpreter, self: Instance, /, **kwargs: Value) -> Value:
    fields = self.cls.lookup("_fields")
    wrong = [name for name in kwargs if name not in fields]
    if wrong:
        return vm.python_error("ValueError", f"Got unexpected field names: {wrong}")
    return Instance(
        self.cls, payload=tuple(kwargs.get(name, old) for name, old in zip(fields, content(self), strict=False))
    )


def as_dict(vm: Interpreter, self: Instance, /) -> Value:
    return dict(zip(self.cls.lookup("_fields"), content(self), strict=False))
