"""The methods that `dataclass` gives to a class."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cnnlint.interpreter.attributes import OPEN, store
from cnnlint.interpreter.native import Host
from cnnlint.interpreter.stdlib.signatures import Bound, parameter, signed
from cnnlint.interpreter.texts import text
from cnnlint.interpreter.values import MISSING, ClassValue, Instance, Native, Unknown, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Maker = Callable[[ClassValue, list[Value]], Value]
FIELDS = "__dataclass_fields__"
ABSENT = Instance(ClassValue("_MISSING_TYPE", module="dataclasses"))


def in_init(made: Instance) -> bool:
    """True for a field that `__init__` takes."""
    return made.attrs["init"] is not False


def keyword_only(made: Instance) -> bool:
    """True for a field that `__init__` takes by keyword only."""
    return made.attrs["kw_only"] is True


def init_method(cls: ClassValue, fields: list[Value]) -> Native:
    """`__init__`: parameters are the fields in order, those by keyword only last."""
    taken = [made for made in fields if in_init(made)]
    parameters = [
        parameter(made.attrs["name"], optional(made), keyword=keyword_only(made))
        for made in sorted(taken, key=keyword_only)
    ]
    name = f"{cls.name}.__init__"
    if cls.open:
        return Native(name, loosely(fields))
    try:
        return signed(name, parameters, lambda vm, self, given: fill(vm, self, fields, given))
    except ValueError:  # Python refuses such a class where it is defined
        return Native(name, loosely(fields))


def optional(made: Instance) -> Value:
    """The default of a parameter: ABSENT where the field's own default or factory gives it, MISSING if there is none."""
    has_default = made.attrs["default"] is not ABSENT or made.attrs["default_factory"] is not ABSENT
    return ABSENT if has_default else MISSING


def fill(vm: Interpreter, self: Instance, fields: list[Value], given: Bound) -> Value:
    """Set the fields from arguments, defaults and factories, then call `__post_init__`."""
    frozen = self.cls.lookup("__frozen__") is True
    extra = []
    for made in fields:
        name, factory = made.attrs["name"], made.attrs["default_factory"]
        value = given.get(name, ABSENT)
        if value is ABSENT:
            value = made.attrs["default"] if factory is ABSENT else vm.call(factory)
        if made.attrs["is_init_only"]:
            extra.append(value)
        elif value is not ABSENT and frozen:
            store(vm, self, name, value)
        elif value is not ABSENT:
            vm.setattr(self, name, value)
    after = self.cls.lookup("__post_init__")
    if after is not MISSING:
        vm.call(after, (self, *extra))
    return None


def loosely(fields: list[Value]) -> Host:
    """An `__init__` for classes whose fields are not all known."""

    def native(vm: Interpreter, self: Instance, /, *args: Value, **kwargs: Value) -> Value:
        why = vm.unknown("a field of a class whose bases are not all known")
        given = {made.attrs["name"]: why for made in fields} if args else {}
        fill(vm, self, fields, {**given, **kwargs})
        self.attrs.update({name: value for name, value in kwargs.items() if name not in self.attrs})
        self.attrs[OPEN] = why
        return None

    return native


def shown_method(cls: ClassValue, fields: list[Value]) -> Native:
    def representation(vm: Interpreter, self: Instance, /) -> Value:
        parts = []
        for made in fields:
            if made.attrs["repr"] is True and not made.attrs["is_init_only"]:
                shown = text(vm, vm.getattr(self, made.attrs["name"]), "__repr__")
                if isinstance(shown, Unknown):
                    return shown
                parts.append(f"{made.attrs['name']}={shown}")
        return f"{self.cls.name}({', '.join(parts)})"

    return Native(f"{cls.name}.__repr__", representation)


def compared(vm: Interpreter, fields: list[Value], self: Instance) -> tuple[Value, ...]:
    """The values that stand for an object in comparisons."""
    wanted = [made for made in fields if made.attrs["compare"] is True and not made.attrs["is_init_only"]]
    return tuple(vm.getattr(self, made.attrs["name"]) for made in wanted)


def comparison(op: str) -> Maker:
    def make(cls: ClassValue, fields: list[Value]) -> Native:
        def compare(vm: Interpreter, self: Instance, other: Value, /) -> Value:
            if not isinstance(other, Instance) or other.cls is not self.cls:
                return NotImplemented
            return vm.compare(op, compared(vm, fields, self), compared(vm, fields, other))

        return Native(f"{cls.name} {op}", compare)

    return make


def frozen_method(cls: ClassValue, fields: list[Value]) -> Native:
    def refuse(vm: Interpreter, self: Instance, name: Value, value: Value = None, /) -> Value:
        if name not in cls.namespace[FIELDS]:
            store(vm, self, name, value)
            return None
        return vm.python_error("AttributeError", f"cannot assign to field '{name}'")

    return Native(f"{cls.name}.__setattr__", refuse)


METHODS: tuple[tuple[str, str, Maker], ...] = (
    ("init", "__init__", init_method),
    ("repr", "__repr__", shown_method),
    ("eq", "__eq__", comparison("==")),
    ("order", "__lt__", comparison("<")),
    ("order", "__le__", comparison("<=")),
    ("order", "__gt__", comparison(">")),
    ("order", "__ge__", comparison(">=")),
    ("frozen", "__setattr__", frozen_method),
    ("frozen", "__frozen__", lambda cls, fields: True),
)
