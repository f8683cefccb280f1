"""enum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.tables import INT, OBJECT, STR, constructor
from cnnlint.interpreter.host import known, slot, text_of, truth_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import (
    MISSING,
    BoundMethod,
    ClassMethod,
    ClassValue,
    FunctionValue,
    Instance,
    IteratorValue,
    Native,
    Property,
    StaticMethod,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("enum")
ENUM = LIBRARY.new_class("enum.Enum")
LIBRARY.add("enum.EnumMeta", LIBRARY.new_class("enum.EnumType"))
AUTO = LIBRARY.new_class("enum.auto")
NOT_MEMBERS = (FunctionValue, Native, Property, StaticMethod, ClassMethod, BoundMethod)
MEMBERS = "__members__"
INIT, NEW = (
    "__init_member__",
    "__new_member__",
)  # where a class's own `__init__` and `__new__` go once the members are made
LIBRARY.method(AUTO, "__init__")(lambda vm, self: None)


def created(vm: Interpreter, cls: ClassValue) -> Value:
    """Turn what the class body has bound into members."""
    own = cls.namespace
    members: dict[str, Value] = dict(cls.lookup(MEMBERS)) if cls.lookup(MEMBERS) is not MISSING else {}
    for special, kept in (("__init__", INIT), ("__new__", NEW)):
        if special in own:
            own[kept] = own.pop(special)
    own["__new__"], own["__init__"] = ENUM.namespace["__new__"], ENUM.namespace["__init__"]
    for name, value in list(member_values(cls)):
        member = make(vm, cls, name, value, members)
        own[name] = members[name] = member
    own[MEMBERS] = own["_member_map_"] = members
    own["_value2member_map_"] = {plain(m.attrs["value"]): m for m in members.values() if is_key(m.attrs["value"])}
    own["_member_names_"] = [name for name, member in members.items() if member.attrs["name"] == name]
    return cls


ENUM.created = created


def member_values(cls: ClassValue) -> Iterator[tuple[str, Value]]:
    """The names in the body of a class that stand for members."""
    for name, value in cls.namespace.items():
        if not (name.startswith("_") and name.endswith("_")) and not isinstance(value, NOT_MEMBERS):
            descriptor = isinstance(value, Instance) and value.cls.lookup("__get__") is not MISSING
            if not descriptor:
                yield name, value


def is_key(value: Value) -> bool:
    """True for what can be looked up in a dict."""
    return isinstance(plain(value), (int, float, str, tuple)) and not isinstance(value, Unknown)


def make(vm: Interpreter, cls: ClassValue, name: str, value: Value, members: dict[str, Value]) -> Value:
    """The member of that name and value; an alias if there is one of that value already."""
    if isinstance(value, Instance) and value.cls is AUTO:
        value = next_value(vm, cls, name, members)
    args = value if isinstance(value, tuple) else (value,)
    maker = cls.lookup(NEW)
    if maker is not MISSING:
        maker = maker.function if isinstance(maker, StaticMethod) else maker
        member = vm.call(maker, (cls, *args))
        value = member.attrs.get("_value_", value) if isinstance(member, Instance) else value
    else:
        host = next((base for base in cls.mro if base.host not in (None, object)), None)
        member = Instance(cls, MISSING if host is None else plain(vm.call(host, args)))
    if not isinstance(member, Instance):
        return member
    member.attrs.update(name=name, value=value, _name_=name, _value_=value)
    init = cls.lookup(INIT)
    if init is not MISSING:
        vm.call(init, (member, *args))
        if member.attrs["_value_"] is not value:
            member.attrs["value"] = value = member.attrs["_value_"]
    for other in members.values():
        if other.cls is cls and vm.compare("==", other.attrs["value"], value) is True:
            return other
    return member


def next_value(vm: Interpreter, cls: ClassValue, name: str, members: dict[str, Value]) -> Value:
    """What `auto()` stands for."""
    own = cls.lookup("_generate_next_value_")
    values = [member.attrs["value"] for member in members.values()]
    if own is not MISSING:
        return vm.call(getattr(own, "function", own), (name, 1, len(values), values))
    if cls.is_subclass(STRING):
        return name.lower()
    numbers = [plain(value) for value in values if isinstance(plain(value), int)]
    if cls.is_subclass(FLAG):
        return 1 << max(numbers, default=0).bit_length()
    return max(numbers, default=0) + 1


# --- the class --------------------------------------------------------------------------------------------------------


@constructor(ENUM)
def find(vm: Interpreter, cls: ClassValue, value: Value, names: Value = MISSING, **options: Value) -> Value:
    """`Color(value)`; `Enum("Color", names)` makes a class."""
    members = cls.lookup(MEMBERS)
    if members is MISSING or not members:
        return functional(vm, cls, text_of(value), names)
    if isinstance(value, Instance) and value.cls is cls:
        return value
    known(value)
    undecided = False
    for member in members.values():
        same = vm.truth(vm.compare("==", member.attrs["value"], value))
        if same:
            return member
        undecided = undecided or same is None
    if undecided:
        raise NotKnown("which member of an enumeration has a value")
    missing = cls.lookup("_missing_")
    if isinstance(missing, ClassMethod):
        found = vm.call(missing.function, (cls, value))
        if found is not None:
            return found
    return vm.python_error("ValueError", f"no such value in {cls.name}")


def functional(vm: Interpreter, base: ClassValue, name: str, names: Value = MISSING, /) -> Value:
    """A class from the names of its members."""
    if names is MISSING:
        raise NotKnown("the members of an enumeration")
    names = plain(names)
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    cls = ClassValue(name, (base, OBJECT), module=vm.frame.module.name if vm.frame is not None else "")
    named = isinstance(names, dict)
    pairs = list(names.items()) if named else [(item, place) for place, item in enumerate(vm.elements(names), 1)]
    for key, value in pairs:
        if isinstance(key, (tuple, list)) and len(key) == 2:
            key, value = key
        cls.namespace[text_of(key)] = value
    return created(vm, cls)


def distinct(vm: Interpreter, cls: ClassValue) -> list[Value]:
    """The members without aliases."""
    members = cls.lookup(MEMBERS)
    return [] if members is MISSING else [members[name] for name in cls.lookup("_member_names_")]


def by_name(vm: Interpreter, cls: ClassValue, name: Value) -> Value:
    members = cls.lookup(MEMBERS)
    return vm.getitem({} if members is MISSING else members, name)


ENUM.namespace.update(
    {
        "__init__": Native("Enum.__init__", lambda vm, self, /, *args, **kwargs: None),
        "__iter_of_class__": Native("Enum.__iter__", lambda vm, cls: IteratorValue(distinct(vm, cls)), binds=False),
        "__len_of_class__": Native("Enum.__len__", lambda vm, cls: len(distinct(vm, cls)), binds=False),
        "__getitem_of_class__": Native("Enum.__getitem__", by_name, binds=False),
    }
)


# --- members ----------------------------------------------------------------------------------------------------------


@LIBRARY.method(ENUM, "__str__")
def to_text(vm: Interpreter, self: Instance, /) -> Value:
    if self.payload is MISSING:
        return f"{self.cls.name}.{slot(self, 'name')}"
    if self.cls.is_subclass(STRING) or self.cls.is_subclass(INTEGER):
        return known(vm.text(self.payload))
    raise NotKnown("the text of a member, which depends on the version of Python")


@LIBRARY.method(ENUM, "__repr__")
def representation(vm: Interpreter, self: Instance, /) -> Value:
    return f"<{self.cls.name}.{slot(self, 'name')}: {known(vm.text(self.attrs['value']))}>"


LIBRARY.method(ENUM, "__copy__")(lambda vm, self, /: self)
LIBRARY.method(ENUM, "__deepcopy__")(lambda vm, self, memo, /: self)
INTEGER = LIBRARY.new_class("enum.IntEnum", INT, ENUM)
STRING = LIBRARY.new_class("enum.StrEnum", STR, ENUM)
FLAG = LIBRARY.new_class("enum.Flag", ENUM)
INTEGER_FLAG = LIBRARY.new_class("enum.IntFlag", INT, FLAG)
for cls in (INTEGER, STRING, INTEGER_FLAG):
    cls.created = created


# --- flags ------------------------------------------------------------------------------------------------------------


def flag(vm: Interpreter, cls: ClassValue, value: Value) -> Value:
    """The member of a value, or a nameless combination of members."""
    for member in cls.lookup(MEMBERS).values():
        if vm.compare("==", member.attrs["value"], value) is True:
            return member
    combined = Instance(cls, value if cls.is_subclass(INT) else MISSING)
    combined.attrs.update(name=None, value=value, _name_=None, _value_=value)
    return combined


def combination(method: str, op: str) -> None:
    """An operator on flags."""

    @LIBRARY.method(FLAG, f"__{method}__")
    def combine(vm: Interpreter, self: Instance, other: Value, /) -> Value:
        right = other.attrs["value"] if isinstance(other, Instance) and "value" in other.attrs else other
        return flag(vm, self.cls, vm.binary(op, slot(self, "value"), right))


for method, op in (("or", "|"), ("and", "&"), ("xor", "^")):
    combination(method, op)


@LIBRARY.method(FLAG, "__contains__")
def contains(vm: Interpreter, self: Instance, other: Instance, /) -> Value:
    if not isinstance(other, Instance):
        return vm.python_error("TypeError", "what is looked for is no member")
    part = slot(other, "value")
    return vm.compare("==", vm.binary("&", slot(self, "value"), part), part)


@LIBRARY.method(FLAG, "__bool__")
def is_set(vm: Interpreter, self: Instance, /) -> Value:
    return truth_of(vm, slot(self, "value"))


# --- functions --------------------------------------------------------------------------------------------------------


@LIBRARY.function("enum.unique")
def unique(vm: Interpreter, enumeration: Value) -> Value:
    return enumeration


@LIBRARY.function("enum.member", "enum.nonmember")
def as_it_is(vm: Interpreter, value: Value) -> Value:
    return value


@LIBRARY.function("enum.property")
def enum_property(vm: Interpreter, fget: Value = None) -> Value:
    return Property(fget)
