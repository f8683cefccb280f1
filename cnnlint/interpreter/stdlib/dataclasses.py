"""dataclasses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cnnlint.interpreter.attributes import OPEN, store
from cnnlint.interpreter.builtins.tables import OBJECT
from cnnlint.interpreter.host import listed, text_of, truth_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.stdlib.copy import deep_copy
from cnnlint.interpreter.stdlib.signatures import Bound, parameter, signed
from cnnlint.interpreter.texts import text
from cnnlint.interpreter.values import MISSING, Annotation, Attributes, ClassValue, Instance, Native, Unknown, Value
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("dataclasses")
FIELD = LIBRARY.new_class("dataclasses.Field")
LIBRARY.new_class("dataclasses.InitVar")
LIBRARY.new_class("dataclasses.KW_ONLY")
LIBRARY.new_class("dataclasses.FrozenInstanceError")
ABSENT = Instance(LIBRARY.new_class("dataclasses._MISSING_TYPE"))
LIBRARY.add("dataclasses.MISSING", ABSENT)
FIELDS = "__dataclass_fields__"


@LIBRARY.function("dataclasses.field")
def field(
    vm: Interpreter,
    *,
    default: Value = ABSENT,
    default_factory: Value = ABSENT,
    init: Value = True,
    repr: Value = True,
    hash: Value = None,
    compare: Value = True,
    metadata: Value = None,
    kw_only: Value = ABSENT,
) -> Value:
    made = Instance(FIELD)
    made.attrs.update(default=default, default_factory=default_factory, init=init, repr=repr, hash=hash, compare=compare)
    made.attrs.update(metadata={} if metadata is None else metadata, kw_only=kw_only, name=None, type=None, is_init_only=False)
    return made


@LIBRARY.function("dataclasses.dataclass")
def dataclass(
    vm: Interpreter,
    cls: Value = None,
    /,
    *,
    init: Value = True,
    repr: Value = True,
    eq: Value = True,
    order: Value = False,
    unsafe_hash: Value = False,
    frozen: Value = False,
    match_args: Value = True,
    kw_only: Value = False,
    slots: Value = False,
    weakref_slot: Value = False,
) -> Value:
    options = {"init": init, "repr": repr, "eq": eq, "order": order, "frozen": frozen, "kw_only": kw_only}
    if cls is None:
        return Native("dataclass", lambda vm, cls, /: equip(vm, cls, options), binds=False)
    return equip(vm, cls, options)


def equip(vm: Interpreter, cls: Value, options: dict[str, Value]) -> Value:
    """Give a class its fields and the methods that follow from them."""
    if not isinstance(cls, ClassValue):
        return cls
    fields: dict[str, Value] = {}
    for base in cls.mro[:0:-1]:
        fields.update(base.namespace.get(FIELDS, {}))
    own = cls.namespace
    vm.touch(own)
    for made in own_fields(vm, cls, truth_of(vm, options["kw_only"])):
        name = made.attrs["name"]
        fields.pop(name, None) if name not in fields else None
        fields[name] = made
        if made.attrs["default"] is not ABSENT:
            own[name] = made.attrs["default"]
        elif isinstance(own.get(name), Instance) and own[name].cls is FIELD:
            del own[name]
    own[FIELDS] = fields
    own.setdefault("__match_args__", tuple(f.attrs["name"] for f in fields.values() if in_init(f) and not keyword_only(f)))
    for option, name, make in METHODS:
        if name not in own and truth_of(vm, options[option]):
            own[name] = make(cls, list(fields.values()))
    return cls


def own_fields(vm: Interpreter, cls: ClassValue, kw_only: bool) -> Iterator[Instance]:
    """The fields that the body of a class annotates, in order."""
    for name, annotation in cls.namespace.get("__annotations__", {}).items():
        outer = outermost(annotation)
        if outer == "KW_ONLY":
            kw_only = True
        if outer in ("ClassVar", "KW_ONLY") or not isinstance(name, str):
            continue
        given = cls.namespace.get(name, ABSENT)
        made = given if isinstance(given, Instance) and given.cls is FIELD else field(vm, default=given)
        made.attrs.update(name=name, type=annotation, is_init_only=outer == "InitVar")
        if made.attrs["kw_only"] is ABSENT:
            made.attrs["kw_only"] = kw_only
        yield made


def outermost(annotation: Value) -> str:
    """The last name of what an annotation begins with: `ClassVar` of `typing.ClassVar[int]`."""
    node = annotation.node if isinstance(annotation, Annotation) else None
    if isinstance(node, ir.Subscript):
        node = node.value
    if isinstance(node, ir.Name):
        return node.id
    if isinstance(node, ir.Attribute):
        return node.attr
    written = node.value if isinstance(node, ir.Constant) else None
    found = re.match(r"\s*(?:\w+\.)*(\w+)", written) if isinstance(written, str) else None
    return found.group(1) if found else ""


def in_init(made: Instance) -> bool:
    return made.attrs["init"] is not False


def keyword_only(made: Instance) -> bool:
    return made.attrs["kw_only"] is True


# --- the methods ------------------------------------------------------------------------------------------------------


def init_method(cls: ClassValue, fields: list[Value]) -> Native:
    """`__init__`: parameters are the fields in order, those by keyword only last."""
    taken = [made for made in fields if in_init(made)]
    parameters = [
        parameter(made.attrs["name"], optional(made), keyword=keyword_only(made)) for made in sorted(taken, key=keyword_only)
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


def loosely(fields: list[Value]) -> object:
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


def comparison(op: str) -> object:
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


METHODS: tuple[tuple[str, str, object], ...] = (
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


# --- functions --------------------------------------------------------------------------------------------------------


def fields_of(target: Value) -> list[Instance]:
    """The fields of a class or object; NotKnown if it has none that are known."""
    cls = target.cls if isinstance(target, Instance) else target
    found = cls.lookup(FIELDS) if isinstance(cls, ClassValue) else MISSING
    if found is MISSING or cls.open:
        raise NotKnown("the fields of what is not known")
    return [made for made in found.values() if not made.attrs["is_init_only"]]


@LIBRARY.function("dataclasses.fields")
def fields_function(vm: Interpreter, class_or_instance: Value) -> Value:
    return tuple(fields_of(class_or_instance))


@LIBRARY.function("dataclasses.is_dataclass")
def is_dataclass(vm: Interpreter, obj: Value) -> Value:
    if isinstance(obj, Unknown):
        return obj
    cls = obj.cls if isinstance(obj, Instance) else obj
    return isinstance(cls, ClassValue) and cls.lookup(FIELDS) is not MISSING


@LIBRARY.function("dataclasses.asdict")
def asdict(vm: Interpreter, obj: Value, *, dict_factory: Value = None) -> Value:
    made = {f.attrs["name"]: plain_copy(vm, vm.getattr(obj, f.attrs["name"]), as_dict=True) for f in fields_of(obj)}
    return made if dict_factory is None else vm.call(dict_factory, (list(made.items()),))


@LIBRARY.function("dataclasses.astuple")
def astuple(vm: Interpreter, obj: Value, *, tuple_factory: Value = None) -> Value:
    made = tuple(plain_copy(vm, vm.getattr(obj, f.attrs["name"]), as_dict=False) for f in fields_of(obj))
    return made if tuple_factory is None else vm.call(tuple_factory, (list(made),))


def plain_copy(vm: Interpreter, value: Value, *, as_dict: bool) -> Value:
    """A copy of a field's value in which data objects have become dicts or tuples."""
    vm.spend(1)
    if isinstance(value, Instance) and value.cls.lookup(FIELDS) is not MISSING:
        return asdict(vm, value) if as_dict else astuple(vm, value)
    if isinstance(value, (list, tuple)):
        return type(value)([plain_copy(vm, item, as_dict=as_dict) for item in value])
    if isinstance(value, dict):
        return {key: plain_copy(vm, item, as_dict=as_dict) for key, item in value.items()}
    return deep_copy(vm, value, {})


@LIBRARY.function("dataclasses.replace", "copy.replace")
def replace(vm: Interpreter, obj: Value, /, **changes: Value) -> Value:
    given = {f.attrs["name"]: vm.getattr(obj, f.attrs["name"]) for f in fields_of(obj) if in_init(f)}
    return vm.call(vm.type_of(obj), (), {**given, **changes})


@LIBRARY.function("dataclasses.make_dataclass")
def make_dataclass(
    vm: Interpreter, cls_name: Value, fields: Value, *, bases: Value = (), namespace: Value = None, **options: Value
) -> Value:
    own = Attributes(namespace or {})
    own["__annotations__"] = {}
    for entry in listed(vm, fields):
        parts = [entry] if isinstance(entry, str) else listed(vm, entry)
        own["__annotations__"][text_of(parts[0])] = parts[1] if len(parts) > 1 else None
        if len(parts) > 2:
            own[text_of(parts[0])] = parts[2]
    known = tuple(base for base in listed(vm, bases) if isinstance(base, ClassValue))
    made = ClassValue(text_of(cls_name), (*known, OBJECT), own)
    return dataclass(vm, made, **options)
