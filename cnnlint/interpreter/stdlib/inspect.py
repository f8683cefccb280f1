"""inspect, and importlib, which looks at modules the same way."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cnnlint.interpreter import native
from cnnlint.interpreter.attributes import OPEN
from cnnlint.interpreter.host import text_of, truth_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.stdlib.inert import is_outside
from cnnlint.interpreter.stdlib.named_tuples import named_tuple
from cnnlint.interpreter.values import (
    MISSING,
    BoundMethod,
    ClassValue,
    FunctionValue,
    Instance,
    IteratorValue,
    ModuleValue,
    Namespace,
    Native,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("inspect")
SIGNATURE = LIBRARY.new_class("inspect.Signature")
PARAMETER = LIBRARY.new_class("inspect.Parameter")
EMPTY = LIBRARY.new_class("inspect._empty")
KINDS = {
    "positional": "POSITIONAL_ONLY",
    "normal": "POSITIONAL_OR_KEYWORD",
    "star": "VAR_POSITIONAL",
    "keyword": "KEYWORD_ONLY",
    "double_star": "VAR_KEYWORD",
}
for place, name in enumerate(KINDS.values()):
    PARAMETER.namespace[name] = place
for cls in (SIGNATURE, PARAMETER):
    cls.namespace["empty"] = EMPTY
is_outside(
    LIBRARY,
    "getmodule getsource getsourcelines getsourcefile getfile currentframe stack getmro getdoc getcallargs getclosurevars unwrap",
    "what the source of the program says of itself",
)


# --- signatures -------------------------------------------------------------------------------------------------------


def parameter(name: str, kind: str, default: Value) -> Instance:
    made = Instance(PARAMETER)
    made.attrs.update(name=name, kind=PARAMETER.namespace[kind], default=default, annotation=EMPTY)
    return made


def parameters(vm: Interpreter, target: Value) -> list[Instance]:
    """The parameters that a call fills; NotKnown where the callable is not known."""
    if isinstance(target, BoundMethod):
        return parameters(vm, target.function)[1:]
    if isinstance(target, FunctionValue):
        if "__wrapped__" in target.attrs:
            return parameters(vm, target.attrs["__wrapped__"])
        return [parameter(p.name, KINDS[p.kind], target.defaults.get(p.name, EMPTY)) for p in target.node.parameters]
    if isinstance(target, Native):
        return of_native(target)
    if isinstance(target, ClassValue):
        maker = next((m for m in (target.lookup("__init__"), target.lookup("__new__")) if m is not MISSING), None)
        if maker is None or target.open:
            raise NotKnown("the parameters of a class that is not known")
        return parameters(vm, maker)[1:]
    if isinstance(target, Instance) and target.cls.lookup("__call__") is not MISSING:
        return parameters(vm, target.cls.lookup("__call__"))[1:]
    raise NotKnown("the parameters of what is not known")


def of_native(target: Native) -> list[Instance]:
    """The documented parameters of a native."""
    found = native.signature_of(target.function).parameters.values()
    return [
        parameter(p.name, p.kind.name, EMPTY if p.default is inspect.Parameter.empty else default_of(p.default))
        for p in found
    ]


def default_of(value: Value) -> Value:
    """A default of a native as a value of the program."""
    if value is MISSING:
        raise NotKnown("a default that is not modelled")
    return value


@LIBRARY.function("inspect.signature")
def signature(vm: Interpreter, obj: Value, *, follow_wrapped: Value = True) -> Value:
    made = Instance(SIGNATURE)
    made.attrs["parameters"] = {one.attrs["name"]: one for one in parameters(vm, obj)}
    made.attrs["return_annotation"] = EMPTY
    return made


@LIBRARY.method(SIGNATURE, "bind", "bind_partial")
def bind(vm: Interpreter, self: Instance, /, *args: Value, **kwargs: Value) -> Value:
    raise NotKnown("arguments bound to parameters")


FULL = named_tuple(
    "FullArgSpec",
    ("args", "varargs", "varkw", "defaults", "kwonlyargs", "kwonlydefaults", "annotations"),
    {},
    "inspect",
)


@LIBRARY.function("inspect.getfullargspec", "inspect.getargspec")
def getfullargspec(vm: Interpreter, func: Value) -> Value:
    found = parameters(vm, func.function if isinstance(func, BoundMethod) else func)
    by_kind = {kind: [p for p in found if p.attrs["kind"] == place] for place, kind in enumerate(KINDS.values())}
    plain = by_kind["POSITIONAL_ONLY"] + by_kind["POSITIONAL_OR_KEYWORD"]
    only = by_kind["KEYWORD_ONLY"]
    names = [
        [p.attrs["name"] for p in group] for group in (plain, by_kind["VAR_POSITIONAL"], by_kind["VAR_KEYWORD"], only)
    ]
    defaults = tuple(p.attrs["default"] for p in plain if p.attrs["default"] is not EMPTY)
    only_defaults = {p.attrs["name"]: p.attrs["default"] for p in only if p.attrs["default"] is not EMPTY}
    values: tuple[Value, ...] = (
        names[0],
        (names[1] or [None])[0],
        (names[2] or [None])[0],
        defaults or None,
        names[3],
        only_defaults or None,
        {},
    )
    return Instance(FULL, payload=values)


# --- questions --------------------------------------------------------------------------------------------------------


def question(name: str, *classes: type) -> None:
    """A function that tells whether an object is of a kind."""

    @LIBRARY.function(f"inspect.{name}")
    def answer(vm: Interpreter, object: Value) -> Value:
        return object if isinstance(object, Unknown) else isinstance(object, classes)


question("isclass", ClassValue)
question("isfunction", FunctionValue)
question("ismethod", BoundMethod)
question("isbuiltin", Native)
question("isroutine", FunctionValue, Native, BoundMethod)
question("ismodule", ModuleValue, Namespace)
question("isgenerator", IteratorValue)


@LIBRARY.function("inspect.isgeneratorfunction")
def isgeneratorfunction(vm: Interpreter, obj: Value) -> Value:
    return isinstance(obj, FunctionValue) and getattr(obj.node, "is_generator", False)


@LIBRARY.function("inspect.isabstract", "inspect.iscoroutinefunction")
def unanswered(vm: Interpreter, object: Value) -> Value:
    raise NotKnown("a question about the program")


@LIBRARY.function("inspect.getmembers")
def getmembers(vm: Interpreter, object: Value, predicate: Value = None) -> Value:
    found: list[Value] = []
    for name in names(vm, object):
        value = vm.getattr(object, name)
        if predicate is None or truth_of(vm, vm.call(predicate, (value,))):
            found.append((name, value))
    return found


def names(vm: Interpreter, target: Value) -> Iterator[str]:
    """All names of an object, sorted; NotKnown where there may be others."""
    if isinstance(target, Namespace):
        raise NotKnown("all names of a library")
    found = vm.call(vm.library_value("builtins.dir"), (target,))
    if isinstance(found, Unknown):
        raise NotKnown(found.reason)
    return (name for name in found if name != OPEN)


# --- importlib --------------------------------------------------------------------------------------------------------

IMPORTLIB = Library("importlib")
is_outside(
    IMPORTLIB,
    "reload invalidate_caches util.find_spec util.module_from_spec util.spec_from_file_location",
    "modules on disk",
)
is_outside(IMPORTLIB, "metadata.version metadata.distribution resources.files resources.path", "what is installed")


@IMPORTLIB.function("importlib.import_module")
def import_module(vm: Interpreter, name: Value, package: Value = None) -> Value:
    dotted = text_of(name)
    here = vm.frame.module if vm.frame is not None else None
    if dotted.startswith("."):
        base = text_of(package)
        for _ in range(len(dotted) - len(dotted.lstrip(".")) - 1):
            base = base.rpartition(".")[0]
        dotted = f"{base}.{dotted.lstrip('.')}"
    return vm.import_module(dotted, here.path if here is not None else "")
