"""dataclasses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.tables import OBJECT
from cnnlint.interpreter.host import listed, text_of, truth_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.stdlib.copy import deep_copy
from cnnlint.interpreter.stdlib.dataclass_methods import ABSENT, FIELDS, METHODS, in_init, keyword_only
from cnnlint.interpreter.values import MISSING, Annotation, Attributes, ClassValue, Instance, Native, Unknown, Value
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("dataclasses")
FIELD = LIBRARY.new_class("dataclasses.Field")
LIBRARY.new_class("dataclasses.InitVar")
LIBRARY.new_class("dataclasses.KW_ONLY")
LIBRARY.new_class("dataclasses.FrozenInstanceError")
LIBRARY.add("dataclasses.MISSING", ABSENT)


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
    made.attrs.update(
        default=default, default_factory=default_factory, init=init, repr=repr, hash=hash, compare=compare
    )
    made.attrs.update(
        metadata={} if metadata is None else metadata, kw_only=kw_only, name=None, type=None, is_init_only=False
    )
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
        fields[name] = made
        if made.attrs["default"] is not ABSENT:
            own[name] = made.attrs["default"]
        elif isinstance(own.get(name), Instance) and own[name].cls is FIELD:
            del own[name]
    own[FIELDS] = fields
    own.setdefault(
        "__match_args__", tuple(f.attrs["name"] for f in fields.values() if in_init(f) and not keyword_only(f))
    )
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


# --- functions --------------------------------------------------------------------------------------------------------


def fields_of(target: Value) -> list[Instance]:
    """The fields of a class or object; NotKnown if it has none that are known."""
    cls = target.cls if isinstance(target, Instance) else target
    found: Value = cls.lookup(FIELDS) if isinstance(cls, ClassValue) and not cls.open else MISSING
    if found is MISSING:
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


@LIBRARY.function("dataclasses.replace")
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
