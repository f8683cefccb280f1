"""object, type, super, property and their kin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter import attributes, classes
from cnnlint.interpreter.builtins.tables import (
    CLASSMETHOD,
    LIBRARY,
    OBJECT,
    PROPERTY,
    STATICMETHOD,
    SUPER,
    TYPE,
    constructor,
)
from cnnlint.interpreter.host import text_of
from cnnlint.interpreter.operators import key_of
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import (
    MISSING,
    Attributes,
    ClassMethod,
    ClassValue,
    Instance,
    Namespace,
    Native,
    Property,
    Rest,
    StaticMethod,
    Super,
    Unknown,
    Value,
    is_host,
)

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

EMPTY = (list, dict, set, str, int, float, tuple)  # what an object of a class derived from one of these wraps at first
HARMLESS = ("abc", "builtins", "typing")  # modules whose classes add no parameters of their own


# --- object -----------------------------------------------------------------------------------------------------------


def new(vm: Interpreter, cls: ClassValue, /, *args: Value, **kwargs: Value) -> Value:
    if cls.module == "builtins" and cls is not OBJECT:
        return vm.python_error("TypeError", f"object.__new__({cls.name}) is not safe")
    made = cls.new(cls) if cls.new else Instance(cls)
    host = next((base.host for base in cls.mro if base.host in EMPTY), None)
    if host is not None and made.payload is MISSING:
        made.payload = host()
    return made


def init(vm: Interpreter, self: Value, /, *args: Value, **kwargs: Value) -> Value:
    cls = self.cls if isinstance(self, Instance) else None
    if not (args or kwargs) or cls is None or cls.open:
        return None
    if any(base.node is None and base.module not in HARMLESS for base in cls.mro):
        return None  # what a library's class takes is for its own table to say
    overrides = cls.lookup("__init__") is not OBJECT.namespace["__init__"]
    if overrides:
        words = "object.__init__() takes exactly one argument (the instance to initialize)"
        return vm.refuse("wrong-arguments", words, error="TypeError", recovery=None)
    if cls.lookup("__new__") is OBJECT.namespace["__new__"]:
        return vm.refuse("wrong-arguments", f"{cls.name}() takes no arguments", error="TypeError", recovery=None)
    return None


def get_attribute(vm: Interpreter, self: Value, name: Value, /) -> Value:
    return vm.getattr(self, text_of(name))


def delete_attribute(vm: Interpreter, self: Instance, name: Value, /) -> Value:
    if not isinstance(self, Instance) or text_of(name) not in self.attrs:
        return vm.python_error("AttributeError", text_of(name))
    vm.touch(self.attrs)
    del self.attrs[name]
    return None


constructor(OBJECT)(new)
OBJECT.namespace["__new__"].loose = True  # what is made does not hang on the arguments
OBJECT.namespace["__init__"] = Native("object.__init__", init)
OBJECT.namespace["__setattr__"] = Native("object.__setattr__", attributes.store)
OBJECT.namespace["__delattr__"] = Native("object.__delattr__", delete_attribute)
OBJECT.namespace["__getattribute__"] = Native("object.__getattribute__", get_attribute)
OBJECT.namespace["__instancecheck__"] = Native("object.__instancecheck__", lambda vm, cls, value: True)
OBJECT.namespace["__init_subclass__"] = ClassMethod(
    Native("object.__init_subclass__", lambda vm, cls, /, **kwargs: None)
)


# --- type -------------------------------------------------------------------------------------------------------------


def new_type(vm: Interpreter, cls: ClassValue, /, *args: Value, **keywords: Value) -> Value:
    """`type(x)`, or a class from its name, bases and namespace."""
    if len(args) == 1:
        return vm.type_of(args[0])
    if len(args) != 3 or vm.frame is None or not isinstance(args[2], dict):
        return vm.python_error("TypeError", "type() takes 1 or 3 arguments")
    bases, open_ = classes.known_bases(vm.frame, vm.elements(args[1]))
    namespace = Attributes({name: value for name, value in args[2].items() if isinstance(name, str)})
    rest = next((key.why for key in args[2] if isinstance(key, Rest)), None)
    made = ClassValue(text_of(args[0]), bases, namespace, module=vm.frame.module.name, open_=open_ or rest)
    return classes.finish(vm.frame, made, keywords)


@LIBRARY.method(TYPE, "__call__")
def call_type(vm: Interpreter, self: ClassValue, /, *args: Value, **kwargs: Value) -> Value:
    if not isinstance(self, ClassValue):
        raise TypeError
    return vm.call(self, args, kwargs)


@LIBRARY.method(TYPE, "__subclasses__")
def subclasses(vm: Interpreter, self: ClassValue, /) -> Value:
    raise NotKnown("all subclasses of a class")


constructor(TYPE)(new_type)
TYPE.namespace["__init__"] = Native("type.__init__", lambda vm, self, /, *args, **kwargs: None)
LIBRARY.method(TYPE, "mro")(lambda vm, self, /: list(self.mro))


# --- super, property, staticmethod, classmethod -----------------------------------------------------------------------


def new_super(vm: Interpreter, cls: ClassValue, /, owner: Value = MISSING, receiver: Value = MISSING) -> Value:
    """`super(owner, receiver)`; without arguments both are those of the method that the call stands in."""
    if owner is MISSING:
        frame = vm.frame
        while frame is not None and (frame.function is None or frame.function.body is None):
            frame = frame.parent
        if frame is None or frame.function is None or frame.function.body is None:
            return vm.python_error("RuntimeError", "super(): no arguments")
        owner, receiver = frame.function.body.owner, frame.receiver
    if isinstance(owner, Unknown) or isinstance(receiver, Unknown):
        return owner if isinstance(owner, Unknown) else receiver
    if not isinstance(owner, ClassValue) or receiver is MISSING:
        raise NotKnown("a use of super() that is not modelled")
    return Super(owner, receiver)


def new_property(
    vm: Interpreter, cls: ClassValue, /, fget: Value = None, fset: Value = None, fdel: Value = None, doc: Value = None
) -> Value:
    return Property(fget, fset)


constructor(SUPER)(new_super)
constructor(PROPERTY)(new_property)
constructor(STATICMETHOD)(lambda vm, cls, function, /: StaticMethod(function))
constructor(CLASSMETHOD)(lambda vm, cls, function, /: ClassMethod(function))


# --- attributes by name -----------------------------------------------------------------------------------------------

ABSENT = object()


@LIBRARY.function("builtins.getattr")
def getattr_(vm: Interpreter, object: Value, name: Value, default: Value = MISSING, /) -> Value:
    return vm.getattr(object, text_of(name), default)


@LIBRARY.function("builtins.hasattr")
def hasattr_(vm: Interpreter, object: Value, name: Value, /) -> Value:
    found = vm.getattr(object, text_of(name), ABSENT)
    return found if isinstance(found, Unknown) and not is_set(object, name) else found is not ABSENT


def is_set(target: Value, name: Value) -> bool:
    """True if an object certainly has an attribute of its own, whatever its value."""
    return isinstance(target, Instance) and name in target.attrs


@LIBRARY.function("builtins.setattr")
def setattr_(vm: Interpreter, object: Value, name: Value, value: Value, /) -> Value:
    if isinstance(name, Instance) and name.payload is MISSING and not name.cls.open:
        vm.python_error("TypeError", f"attribute name must be string, not '{vm.type_name(name)}'", sure=True)
    try:
        vm.setattr(object, text_of(name), value)
    except NotKnown:
        vm.escape((object,), {})
    return None


@LIBRARY.function("builtins.delattr")
def delattr_(vm: Interpreter, object: Value, name: Value, /) -> Value:
    vm.delattr(object, text_of(name))
    return None


@LIBRARY.function("builtins.vars")
def vars_(vm: Interpreter, object: Value = MISSING, /) -> Value:
    return local_names(vm) if object is MISSING else vm.getattr(object, "__dict__")


@LIBRARY.function("builtins.locals")
def local_names(vm: Interpreter) -> Value:
    if vm.frame is None:
        raise NotKnown("the names of no scope")
    if vm.frame.function is None and vm.frame.is_activation:
        return vm.frame.vars  # of a module or class body, where they are no copy
    return {name: vm.read(vm.frame.vars, name) for name in list(vm.frame.vars)}


@LIBRARY.function("builtins.globals")
def global_names(vm: Interpreter) -> Value:
    if vm.frame is None:
        raise NotKnown("the names of no module")
    return vm.frame.module.scope


@LIBRARY.function("builtins.dir")
def dir_(vm: Interpreter, object: Value = MISSING, /) -> Value:
    if object is MISSING:
        return sorted(local_names(vm))
    if isinstance(object, Namespace):
        library = vm.libraries(object.dotted.partition(".")[0])
        others = Rest(vm.unknown(f"further names of {object.dotted}"))
        return [*(library.members(object.dotted) if library is not None else ()), others]
    names: set[str] = set()
    cls = object.cls if isinstance(object, Instance) else object
    if isinstance(cls, ClassValue):
        if cls.open:
            raise NotKnown(cls.open.reason)
        names.update(*(base.namespace for base in cls.mro))
    own = vm.getattr(object, "__dict__", None)
    if not isinstance(own, dict) or attributes.OPEN in own:
        raise NotKnown("the names of all attributes")
    return sorted(names | {key for key in own if isinstance(key, str)})


@LIBRARY.function("builtins.id")
def id_(vm: Interpreter, object: Value, /) -> Value:
    if isinstance(object, (Instance, ClassValue, list, dict, set)):
        return id(object)
    raise NotKnown("the identity of a value")


@LIBRARY.function("builtins.hash")
def hash_(vm: Interpreter, object: Value, /) -> Value:
    method = object.cls.lookup("__hash__") if isinstance(object, Instance) else MISSING
    if method is not MISSING and method is not None:
        return vm.call(method, (object,))
    key = key_of(vm, object)
    if isinstance(key, (int, float)):
        return hash(key)
    raise NotKnown("the hash of a value")


@LIBRARY.function("builtins.callable")
def callable_(vm: Interpreter, object: Value, /) -> Value:
    if isinstance(object, Instance):
        if object.cls.lookup("__call__") is not MISSING:
            return True
        return object.cls.open or False
    cls = vm.type_of(object)
    if isinstance(cls, Unknown):
        if isinstance(object, (StaticMethod, ClassMethod)):
            return True
        return cls
    return cls.name in ("type", "function", "builtin_function_or_method", "method")


def subclass_of(vm: Interpreter, cls: Value, classinfo: Value) -> bool | None:
    """`issubclass(cls, classinfo)`, None if unknown."""
    if isinstance(classinfo, tuple):
        answers = [subclass_of(vm, cls, one) for one in classinfo]
        return True if True in answers else (None if None in answers else False)
    if not isinstance(cls, ClassValue) or not isinstance(classinfo, ClassValue):
        return None
    check = classinfo.namespace.get("__subclasscheck__", MISSING)
    if isinstance(check, Native):
        return vm.truth(check.function(vm, classinfo, cls))
    if cls.is_subclass(classinfo) or classinfo is OBJECT:
        return True
    return None if cls.open else False


@LIBRARY.function("builtins.issubclass")
def issubclass_(vm: Interpreter, cls: Value, classinfo: Value, /) -> Value:
    if not isinstance(cls, (ClassValue, Unknown)):
        return vm.python_error("TypeError", "issubclass() arg 1 must be a class")
    answer = subclass_of(vm, cls, classinfo)
    return vm.unknown("whether one class derives from another") if answer is None else answer


@LIBRARY.function("builtins.isinstance")
def isinstance_(vm: Interpreter, object: Value, classinfo: Value, /) -> Value:
    if is_no_class(classinfo):
        words = "isinstance() arg 2 must be a type, a tuple of types, or a union"
        return vm.python_error("TypeError", words, sure=True)
    answer = vm.isinstance(object, classinfo)
    return vm.unknown("the class of what is not known") if answer is None else answer


def is_no_class(value: Value) -> bool:
    """True for what certainly is no class, nor a tuple or union of them."""
    if isinstance(value, Instance):
        checks = any("__instancecheck__" in cls.namespace for cls in value.cls.mro if cls is not OBJECT)
        special = value.cls.module == "typing" or checks
        return not special and not value.cls.open and value.payload is MISSING
    return is_host(value) and not isinstance(value, tuple)
