"""typing and typing_extensions: nothing here changes what a program does, so everything can be subscripted, called and derived from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.effects import nothing
from cnnlint.interpreter.builtins.tables import DICT, FROZENSET, LIST, NONE, OBJECT, SET, STR, TUPLE, TYPE, constructor
from cnnlint.interpreter.host import listed, text_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.stdlib import abstract
from cnnlint.interpreter.stdlib.collections import LIBRARY as COLLECTIONS
from cnnlint.interpreter.stdlib.inert import is_outside
from cnnlint.interpreter.stdlib.named_tuples import equip, named_tuple
from cnnlint.interpreter.values import Attributes, ClassValue, Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("typing", aliases={"typing_extensions": "typing"})
SPECIAL = """Any AnyStr Annotated ClassVar Concatenate Final Generic Literal LiteralString Never NoReturn NotRequired ParamSpec
ParamSpecArgs ParamSpecKwargs Protocol ReadOnly Required Self TypeAlias TypeGuard TypeIs TypeVar TypeVarTuple Unpack SupportsInt
SupportsFloat SupportsIndex SupportsAbs SupportsBytes SupportsComplex SupportsRound IO TextIO BinaryIO Pattern Match ForwardRef"""
CALLED = ("TypeVar", "ParamSpec", "TypeVarTuple", "ForwardRef")
SAME = """final no_type_check no_type_check_decorator overload override runtime runtime_checkable reveal_type
type_check_only"""
ALIASES = {
    "List": LIST,
    "Dict": DICT,
    "Tuple": TUPLE,
    "Set": SET,
    "FrozenSet": FROZENSET,
    "Type": TYPE,
    "Text": STR,
    "AbstractSet": abstract.CLASSES["Set"],
    "ContextManager": LIBRARY.new_class("typing.ContextManager"),
    "AsyncContextManager": LIBRARY.new_class("typing.AsyncContextManager"),
}

for name in SPECIAL.split():
    special = LIBRARY.new_class(f"typing.{name}", OBJECT)
    if name in CALLED:
        special.namespace["__init__"] = Native(f"typing.{name}.__init__", nothing)
for name, cls in {**abstract.CLASSES, **ALIASES}.items():
    LIBRARY.add(f"typing.{name}", cls)
for name, member in {
    "OrderedDict": "OrderedDict",
    "DefaultDict": "defaultdict",
    "Counter": "Counter",
    "Deque": "deque",
}.items():
    LIBRARY.add(f"typing.{name}", COLLECTIONS.values[f"collections.{member}"])
LIBRARY.add("typing.TYPE_CHECKING", False)
is_outside(LIBRARY, "get_type_hints get_origin get_args get_overloads is_typeddict", "what annotations say")
for name in SAME.split():
    LIBRARY.function(f"typing.{name}")(lambda vm, target, /: target)


# --- what can be asked of an object -----------------------------------------------------------------------------------


def members(index: Value) -> tuple[Value, ...]:
    """The classes that `X | Y` would list."""
    found: list[Value] = []
    for item in index if isinstance(index, tuple) else (index,):
        if item is None:
            found.append(NONE)
        elif isinstance(item, tuple):
            found.extend(item)
        else:
            found.append(item)
    return tuple(found)


def optional(vm: Interpreter, cls: ClassValue, index: Value) -> Value:
    return members((index, None))


LIBRARY.new_class("typing.Union", __class_getitem__=lambda vm, cls, index: members(index))
LIBRARY.new_class("typing.Optional", __class_getitem__=optional)


# --- functions --------------------------------------------------------------------------------------------------------


@LIBRARY.function("typing.cast", "typing.assert_type")
def cast(vm: Interpreter, typ: Value, val: Value) -> Value:
    return val


@LIBRARY.function("typing.NewType")
def new_type(vm: Interpreter, name: Value, tp: Value) -> Value:
    return Native("NewType", lambda vm, value, /: value, binds=False)


@LIBRARY.function("typing.assert_never")
def assert_never(vm: Interpreter, arg: Value, /) -> Value:
    return vm.python_error("AssertionError", "Expected code to be unreachable")


@LIBRARY.function("typing.dataclass_transform")
def dataclass_transform(vm: Interpreter, **options: Value) -> Value:
    return Native("dataclass_transform", lambda vm, target, /: target, binds=False)


# --- NamedTuple, TypedDict --------------------------------------------------------------------------------------------

NAMED_TUPLE = LIBRARY.new_class("typing.NamedTuple", TUPLE)
TYPED_DICT = LIBRARY.new_class("typing.TypedDict", DICT)


def created_tuple(vm: Interpreter, cls: ClassValue) -> Value:
    """Fields from the annotations of a class that derives from NamedTuple itself."""
    if NAMED_TUPLE in cls.bases:
        fields = [name for name in cls.namespace.get("__annotations__", {}) if isinstance(name, str)]
        equip(cls, fields, {name: cls.namespace[name] for name in fields if name in cls.namespace})
    return cls


def call_named_tuple(vm: Interpreter, cls: ClassValue, typename: Value, fields: Value = (), /) -> Value:
    names = [text_of(listed(vm, pair)[0]) for pair in listed(vm, fields)]
    return named_tuple(text_of(typename), names, {}, vm.frame.module.name if vm.frame is not None else "")


NAMED_TUPLE.created = created_tuple
constructor(NAMED_TUPLE)(call_named_tuple)


def new_typed_dict(vm: Interpreter, cls: ClassValue, /, *args: Value, **kwargs: Value) -> Value:
    """A plain dict; `TypedDict("Name", fields)` itself makes a class."""
    if cls is TYPED_DICT and args:
        return ClassValue(text_of(args[0]), (TYPED_DICT, OBJECT), Attributes())
    return vm.call(DICT, args, kwargs)


constructor(TYPED_DICT)(new_typed_dict)
