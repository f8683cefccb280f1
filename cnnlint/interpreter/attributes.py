"""Reading, setting and deleting attributes, by Python's rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cnnlint.interpreter.outcome import Raised
from cnnlint.interpreter.values import (
    MISSING,
    Annotation,
    BoundMethod,
    ClassMethod,
    ClassValue,
    FunctionValue,
    Instance,
    LazyImport,
    Likely,
    ModuleValue,
    Namespace,
    Native,
    Property,
    Rest,
    StaticMethod,
    Super,
    Unknown,
    Value,
    is_fixed,
)
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

OPEN = "*"  # the attribute that tells that an object may have further ones


def lookup(vm: Interpreter, target: Value, name: str) -> Value:
    """The attribute, or MISSING where the object certainly has none; Unknown where that is not known."""
    if isinstance(target, Instance):
        return of_instance(vm, target, name)
    if isinstance(target, ClassValue):
        return of_class(vm, target, name)
    if isinstance(target, ModuleValue):
        return of_module(vm, target, name)
    if isinstance(target, Namespace):
        return of_namespace(vm, target, name)
    if isinstance(target, Likely):
        found = lookup(vm, target.value, name)
        method = isinstance(found, BoundMethod) and is_fixed(target.value)
        return Likely(target.reason, target.where, found) if method else Unknown(target.reason, target.where)
    if isinstance(target, Unknown):
        return target
    if isinstance(target, Super):
        return of_super(vm, target, name)
    if isinstance(target, (FunctionValue, Native, BoundMethod)):
        return of_function(vm, target, name)
    if isinstance(target, Property):
        return of_property(target, name)
    return of_host(vm, target, name)


def docstring(vm: Interpreter, target: Value) -> Value:
    """The documentation that the program gives a function or class; that of a library's is not known."""
    node = target.node if isinstance(target, (FunctionValue, ClassValue)) else None
    if isinstance(node, (ir.FunctionDef, ir.ClassDef)):
        return node.docstring
    return None if isinstance(node, ir.Lambda) else vm.unknown("the documentation of a library")


def of_instance(vm: Interpreter, target: Instance, name: str) -> Value:
    """Property, own attribute, class attribute, `__getattr__`: in this order."""
    found = target.cls.lookup(name)
    if isinstance(found, Property):
        return property_value(vm, found, target, name)
    own = target.attrs.get(name, MISSING)
    if own is not MISSING:
        return own
    if found is not MISSING:
        return may_be_set(target, found) or bind(vm, found, target, target.cls)
    if name.startswith("__"):
        special = {"__class__": target.cls, "__dict__": target.attrs, "__module__": target.cls.module}
        if name == "__doc__":
            return docstring(vm, target.cls)
        if name in special:
            return special[name]
    fallback = target.cls.lookup("__getattr__")
    if fallback is not MISSING:
        value = vm.call(fallback, (target, name))
        if value is not MISSING:
            return value
    names: Iterable[Value] = target.attrs  # a Rest among them stands for names that are not known
    rest = next((key.why for key in names if isinstance(key, Rest)), MISSING)
    return target.cls.open or target.attrs.get(OPEN) or rest


def may_be_set(target: Instance, found: Value) -> Unknown | None:
    """Why a datum of the class may be another on this object: code that is not known has made the class and has seen the object."""
    is_datum = found is None or isinstance(found, (str, int, float, tuple))
    return target.cls.open if is_datum and target.attrs.get(OPEN) else None


def property_value(vm: Interpreter, found: Property, target: Instance, name: str) -> Value:
    """Call the getter; a cached property keeps what it gave."""
    if not found.cached:
        return vm.call(found.getter, (target,))
    if name not in target.attrs:
        value = vm.call(found.getter, (target,))
        vm.touch(target.attrs)
        target.attrs[name] = value
    return target.attrs[name]


def bind(vm: Interpreter, found: Value, target: Value, cls: ClassValue) -> Value:
    """What a class attribute gives when it is looked up on `target` (None: on the class itself)."""
    if isinstance(found, (FunctionValue, Native)):
        binds = target is not None and (isinstance(found, FunctionValue) or found.binds)
        return BoundMethod(found, target) if binds else found
    if isinstance(found, StaticMethod):
        return found.function
    if isinstance(found, ClassMethod):
        return BoundMethod(found.function, cls)
    if isinstance(found, Property) and target is not None:
        return vm.call(found.getter, (target,))
    if isinstance(found, Instance):
        getter = found.cls.lookup("__get__")
        if getter is not MISSING:
            return vm.call(getter, (found, target, cls))
    return found


def of_class(vm: Interpreter, target: ClassValue, name: str) -> Value:
    """Class attributes, and the few that every class has."""
    found = target.lookup(name)
    if found is not MISSING:
        return bind(vm, found, None, target)
    special = {
        "__name__": target.name,
        "__qualname__": target.name,
        "__module__": target.module,
        "__mro__": target.mro,
        "__bases__": target.bases,
        "__base__": target.bases[0] if target.bases else None,
        "__dict__": target.namespace,
        "__doc__": docstring(vm, target),
    }
    if name in special:
        return special[name]
    found = vm.builtin("type").lookup(name)
    return (target.open or MISSING) if found is MISSING else bind(vm, found, target, target)


def of_module(vm: Interpreter, target: ModuleValue, name: str) -> Value:
    """A name of a module's scope, or a submodule."""
    vm.run_module(target)
    found = vm.read(target.scope, name)
    if found is not MISSING:
        return found
    if name == "__name__":
        return target.name
    if name == "__file__":
        return target.path
    if name == "__dict__":
        return target.scope
    return vm.submodule(target, name)


def of_namespace(vm: Interpreter, target: Namespace, name: str) -> Value:
    """A name of a modelled library; one that is neither in its tables nor a module that can be read is unknown."""
    dotted = f"{target.dotted}.{name}"
    found = vm.library_value(dotted)
    return vm.import_module(dotted, "") if found is MISSING else found


def of_super(vm: Interpreter, target: Super, name: str) -> Value:
    """The attribute of the next class in line that has it."""
    cls = target.receiver.cls if isinstance(target.receiver, Instance) else target.receiver
    mro = cls.mro if isinstance(cls, ClassValue) else ()
    after = mro[mro.index(target.owner) + 1 :] if target.owner in mro else ()
    for base in after:
        found = base.namespace.get(name, MISSING)
        if found is not MISSING:
            receiver = target.receiver if isinstance(target.receiver, Instance) else None
            if isinstance(cls, ClassValue) and cls.open and isinstance(found, Native) and name == "__init__":
                found = at_a_venture(found)
            return bind(vm, found, receiver, cls)
    if isinstance(cls, ClassValue) and cls.open:
        return cls.open
    return bind(vm, vm.builtin("object").lookup(name), target.receiver, cls)


def at_a_venture(method: Native) -> Native:
    """A library's constructor where a base that is not known may come before it: the arguments may be for that one, so none is a mistake."""

    def construct(vm: Interpreter, self: Value, *args: Value, **kwargs: Value) -> Value:
        before = len(vm.facts)
        try:
            vm.call(method, (self, *args), kwargs)
        except Raised:
            pass
        else:
            if len(vm.facts) == before:
                return None
        del vm.facts[before:]
        return vm.call(method, (self,), {})

    return Native(method.name, construct, loose=True)


def of_function(vm: Interpreter, target: FunctionValue | Native | BoundMethod, name: str) -> Value:
    """`__name__`, `__wrapped__` and whatever the program has hung on a function."""
    if isinstance(target, BoundMethod):
        special = {"__self__": target.receiver, "__func__": target.function}
        return special[name] if name in special else lookup(vm, target.function, name)
    if isinstance(target, FunctionValue):
        if name in target.attrs:
            return target.attrs[name]
        if name == "__dict__":
            return target.attrs
        if name == "__annotations__":
            return {p.name: Annotation(p.annotation, target.closure) for p in target.node.parameters if p.annotation}
        if name == "__defaults__":
            return tuple(target.defaults.values())
    place, _, simple = target.name.rpartition(".")
    special = {
        "__name__": simple,
        "__qualname__": target.name,
        "__doc__": docstring(vm, target),
        "__module__": target.closure.module.name if isinstance(target, FunctionValue) else place,
        "__annotations__": {},
    }
    if name in special:
        return special[name]
    if name == "__call__":
        return target
    return MISSING


def of_property(target: Property, name: str) -> Value:
    """`@x.setter` and its kin: functions from a function to a property."""
    if name == "setter":
        return Native("property.setter", lambda vm, function: Property(target.getter, function), binds=False)
    if name == "getter":
        return Native("property.getter", lambda vm, function: Property(function, target.setter), binds=False)
    if name == "deleter":
        return Native("property.deleter", lambda vm, function: target, binds=False)
    return target.getter if name == "fget" else MISSING


def of_host(vm: Interpreter, target: Value, name: str) -> Value:
    """An attribute of an ordinary Python value: a method in the table of its type."""
    cls = vm.type_of(target)
    if isinstance(cls, Unknown):
        return cls
    if name == "__class__":
        return cls
    found = cls.lookup(name)
    return bind(vm, found, target, cls)


def assign(vm: Interpreter, target: Value, name: str, value: Value) -> None:
    """`target.name = value`."""
    if isinstance(target, Instance):
        found = target.cls.lookup(name)
        if isinstance(found, Property) and found.setter is not None:
            vm.call(found.setter, (target, value))
            return
        setter = target.cls.lookup("__setattr__")
        if setter is MISSING or (isinstance(setter, Native) and setter.function is store):
            store(vm, target, name, value)
        else:
            vm.call(setter, (target, name, value))
    elif isinstance(target, ClassValue):
        vm.touch(target.namespace)
        if target.node is None:
            vm.patches.touch(target.namespace)
        target.namespace[name] = value
    elif isinstance(target, FunctionValue):
        vm.touch(target.attrs)
        target.attrs[name] = value
    elif isinstance(target, BoundMethod):
        assign(vm, target.function, name, value)
    elif isinstance(target, ModuleValue):
        vm.run_module(target)
        vm.touch(target.scope)
        target.scope[name] = value


def store(vm: Interpreter, target: Instance, name: str, value: Value) -> None:
    """Set an attribute in the object itself (what `object.__setattr__` does)."""
    if isinstance(target, Instance) and isinstance(name, str):
        vm.touch(target.attrs)
        target.attrs[name] = value
    else:
        vm.escape((target,), {})


def delete(vm: Interpreter, target: Value, name: str) -> None:
    """`del target.name`; `__delattr__` where the class has one."""
    if isinstance(target, Instance):
        deleter = target.cls.lookup("__delattr__")
        if deleter is not MISSING:
            vm.call(deleter, (target, name))
            return
    holder = getattr(target, "attrs", None) or getattr(target, "namespace", None) or getattr(target, "scope", None)
    if isinstance(holder, dict) and name in holder:
        vm.touch(holder)
        del holder[name]


def is_attribute_error(vm: Interpreter, raised: Raised) -> bool:
    """True if the exception on its way is an AttributeError."""
    value = raised.value
    return isinstance(value, Instance) and value.cls.is_subclass(vm.builtin("AttributeError"))


def resolve(value: Value) -> Value:
    """The value of a name that an import bound lazily."""
    return value.resolve() if isinstance(value, LazyImport) else value
