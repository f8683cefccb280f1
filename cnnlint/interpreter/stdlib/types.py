"""types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.mappings import fill
from cnnlint.interpreter.builtins.tables import (
    ELLIPSIS,
    FUNCTION,
    GENERATOR,
    METHOD,
    MODULE,
    NATIVE,
    NONE,
    NOT_IMPLEMENTED,
    OBJECT,
    constructor,
)
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import BoundMethod, ClassValue, Instance, Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("types")
for name, cls in {
    "FunctionType": FUNCTION,
    "LambdaType": FUNCTION,
    "BuiltinFunctionType": NATIVE,
    "BuiltinMethodType": NATIVE,
    "GeneratorType": GENERATOR,
    "ModuleType": MODULE,
    "NoneType": NONE,
    "EllipsisType": ELLIPSIS,
    "NotImplementedType": NOT_IMPLEMENTED,
}.items():
    LIBRARY.add(f"types.{name}", cls)
for name in (
    "GenericAlias",
    "UnionType",
    "CodeType",
    "TracebackType",
    "FrameType",
    "CoroutineType",
    "DynamicClassAttribute",
):
    LIBRARY.new_class(f"types.{name}")

METHOD_TYPE = LIBRARY.new_class("types.MethodType", METHOD)


def new_method(vm: Interpreter, cls: ClassValue, function: Value, instance: Value, /) -> Value:
    return BoundMethod(function, instance)


constructor(METHOD_TYPE)(new_method)
METHOD_TYPE.namespace["__instancecheck__"] = Native(
    "types.MethodType.__instancecheck__", lambda vm, cls, value: isinstance(value, BoundMethod)
)

SIMPLE = LIBRARY.new_class("types.SimpleNamespace", OBJECT)


@LIBRARY.method(SIMPLE, "__init__")
def init_namespace(vm: Interpreter, self: Instance, mapping: Value = (), /, **kwargs: Value) -> Value:
    fill(vm, self.attrs, (mapping,), kwargs)
    return None


@LIBRARY.method(SIMPLE, "__eq__")
def equal_namespaces(vm: Interpreter, self: Instance, other: Value, /) -> Value:
    if not isinstance(other, Instance) or not other.cls.is_subclass(SIMPLE):
        return False
    return vm.compare("==", dict(self.attrs), dict(other.attrs))


@LIBRARY.function("types.MappingProxyType")
def mapping_proxy(vm: Interpreter, mapping: Value) -> Value:
    return mapping


@LIBRARY.function("types.new_class")
def new_class(vm: Interpreter, name: Value, bases: Value = (), kwds: Value = None, exec_body: Value = None) -> Value:
    namespace: dict[Value, Value] = {}
    if exec_body is not None:
        vm.call(exec_body, (namespace,))
    return vm.call(vm.builtin("type"), (name, bases, namespace))
