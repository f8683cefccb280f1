"""functools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.builtins.ordering import less
from cnnlint.interpreter.builtins.tables import LIBRARY as BUILTINS
from cnnlint.interpreter.compile_expressions import expression
from cnnlint.interpreter.host import listed, slot, truth_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import (
    MISSING,
    Annotation,
    BoundMethod,
    ClassValue,
    FunctionValue,
    Instance,
    Native,
    Property,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("functools")
COPIED = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
LIBRARY.add("functools.WRAPPER_ASSIGNMENTS", COPIED)
LIBRARY.add("functools.WRAPPER_UPDATES", ("__dict__",))


# --- partial ----------------------------------------------------------------------------------------------------------

PARTIAL = LIBRARY.new_class("functools.partial")


@LIBRARY.method(PARTIAL, "__init__")
def init_partial(vm: Interpreter, self: Instance, func: Value, /, *args: Value, **keywords: Value) -> Value:
    if isinstance(func, Instance) and func.cls is PARTIAL and "func" in func.attrs:
        args = (*func.attrs["args"], *args)
        keywords = {**func.attrs["keywords"], **keywords}
        func = func.attrs["func"]
    for name, value in (("func", func), ("args", args), ("keywords", keywords)):
        store(vm, self, name, value)
    return None


@LIBRARY.method(PARTIAL, "__call__")
def call_partial(vm: Interpreter, self: Instance, /, *args: Value, **keywords: Value) -> Value:
    return vm.call(slot(self, "func"), (*self.attrs["args"], *args), {**self.attrs["keywords"], **keywords})


PARTIAL_METHOD = LIBRARY.new_class("functools.partialmethod", PARTIAL)


@LIBRARY.method(PARTIAL_METHOD, "__get__")
def get_partial_method(vm: Interpreter, self: Instance, instance: Value, owner: Value = None, /) -> Value:
    function = slot(self, "func") if instance is None else BoundMethod(slot(self, "func"), instance)
    return vm.call(PARTIAL, (function, *self.attrs["args"]), self.attrs["keywords"])


# --- decorators -------------------------------------------------------------------------------------------------------


@LIBRARY.function("functools.update_wrapper")
def update_wrapper(
    vm: Interpreter,
    wrapper: Value,
    wrapped: Value,
    assigned: Value = COPIED,
    updated: Value = ("__dict__",),
) -> Value:
    if isinstance(wrapper, FunctionValue):
        for name in listed(vm, assigned):
            vm.setattr(wrapper, name, vm.getattr(wrapped, name, None))
        if isinstance(wrapped, FunctionValue):
            vm.touch(wrapper.attrs)
            wrapper.attrs.update({name: value for name, value in wrapped.attrs.items() if name not in wrapper.attrs})
        vm.setattr(wrapper, "__wrapped__", wrapped)
    return wrapper


@LIBRARY.function("functools.wraps")
def wraps(vm: Interpreter, wrapped: Value, assigned: Value = COPIED, updated: Value = ("__dict__",)) -> Value:
    return Native("wraps", lambda vm, wrapper, /: update_wrapper(vm, wrapper, wrapped, assigned, updated), binds=False)


@LIBRARY.function("functools.lru_cache")
def lru_cache(vm: Interpreter, maxsize: Value = 128, typed: Value = False) -> Value:
    if isinstance(maxsize, int) or maxsize is None or isinstance(maxsize, Unknown):
        return Native("lru_cache", lambda vm, function, /: function, binds=False)
    return maxsize


@LIBRARY.function("functools.cache")
def cache(vm: Interpreter, user_function: Value, /) -> Value:
    return user_function


@LIBRARY.function("functools.cached_property")
def cached_property(vm: Interpreter, func: Value) -> Value:
    return Property(func, cached=True)


@LIBRARY.function("functools.total_ordering")
def total_ordering(vm: Interpreter, cls: Value) -> Value:
    if not isinstance(cls, ClassValue):
        return cls
    root = next((name for name in ("lt", "le", "gt", "ge") if cls.lookup(f"__{name}__") is not MISSING), "")
    if not root:
        return vm.python_error("ValueError", "must define at least one ordering operation: < > <= >=")
    given = cls.lookup(f"__{root}__")

    def derive(name: str) -> None:
        def compare(vm: Interpreter, self: Value, other: Value, /) -> Value:
            answer = truth_of(vm, vm.call(given, (self, other)))
            same = truth_of(vm, vm.compare("==", self, other))
            ahead = answer and not same if name[0] == root[0] else not answer and not same
            return ahead or (same and name.endswith("e"))

        cls.namespace[f"__{name}__"] = Native(f"{cls.name}.__{name}__", compare)

    for name in ("lt", "le", "gt", "ge"):
        if cls.lookup(f"__{name}__") is MISSING:
            derive(name)
    return cls


# --- functions --------------------------------------------------------------------------------------------------------


@LIBRARY.function("functools.reduce")
def reduce(vm: Interpreter, function: Value, iterable: Value, initial: Value = MISSING, /) -> Value:
    items = listed(vm, iterable)
    if initial is not MISSING:
        items.insert(0, initial)
    if not items:
        return vm.python_error("TypeError", "reduce() of empty iterable with no initial value")
    result = items[0]
    for item in items[1:]:
        result = vm.call(function, (result, item))
    return result


KEY = LIBRARY.new_class("functools.KeyWrapper")


@LIBRARY.function("functools.cmp_to_key")
def cmp_to_key(vm: Interpreter, mycmp: Value) -> Value:
    def key(vm: Interpreter, obj: Value, /) -> Value:
        made = Instance(KEY)
        made.attrs.update(obj=obj, cmp=mycmp)
        return made

    return Native("cmp_to_key", key, binds=False)


@LIBRARY.method(KEY, "__lt__")
def key_less(vm: Interpreter, self: Instance, other: Instance, /) -> Value:
    return less(vm, vm.call(slot(self, "cmp"), (slot(self, "obj"), slot(other, "obj"))), 0)


# --- single dispatch --------------------------------------------------------------------------------------------------

DISPATCH = LIBRARY.new_class("functools.singledispatch")
DISPATCH_METHOD = LIBRARY.new_class("functools.singledispatchmethod", DISPATCH)


@LIBRARY.method(DISPATCH, "__init__")
def init_dispatch(vm: Interpreter, self: Instance, func: Value, /) -> Value:
    self.attrs.update(func=func, registry={BUILTINS.values["builtins.object"]: func})
    return None


@LIBRARY.method(DISPATCH, "register")
def register(vm: Interpreter, self: Instance, cls: Value, method: Value = None, /) -> Value:
    if isinstance(cls, FunctionValue):
        annotations = vm.getattr(cls, "__annotations__")
        hint = next(iter(annotations.values()), None) if isinstance(annotations, dict) else None
        found = expression(hint.node)(hint.frame) if isinstance(hint, Annotation) else vm.unknown("no annotation")
        return enter(vm, self, found, cls)
    if method is None:
        return Native("register", lambda vm, function, /: enter(vm, self, cls, function), binds=False)
    return enter(vm, self, cls, method)


def enter(vm: Interpreter, self: Instance, cls: Value, function: Value) -> Value:
    """Remember the function for a class."""
    vm.touch(slot(self, "registry"))
    for one in cls if isinstance(cls, tuple) else (cls,):
        slot(self, "registry")[one] = function
    return function


@LIBRARY.method(DISPATCH, "dispatch")
def dispatch(vm: Interpreter, self: Instance, cls: Value, /) -> Value:
    registry = slot(self, "registry")
    if not isinstance(cls, ClassValue) or any(isinstance(known, Unknown) for known in registry):
        raise NotKnown("the class that decides which function is called")
    return next((registry[base] for base in cls.mro if base in registry), slot(self, "func"))


@LIBRARY.method(DISPATCH, "__call__")
def call_dispatch(vm: Interpreter, self: Instance, /, *args: Value, **kwargs: Value) -> Value:
    if not args:
        return vm.python_error("TypeError", "a function of single dispatch requires at least 1 positional argument")
    return vm.call(dispatch(vm, self, vm.type_of(args[0])), args, kwargs)


@LIBRARY.method(DISPATCH_METHOD, "__get__")
def get_dispatch(vm: Interpreter, self: Instance, instance: Value, owner: Value = None, /) -> Value:
    def call(vm: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        function = dispatch(vm, self, vm.type_of(args[0]) if args else None)
        return vm.call(function, (instance, *args), kwargs)

    return self if instance is None else Native("singledispatchmethod", call, binds=False)
