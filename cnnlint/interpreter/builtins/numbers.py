"""int, bool, float, complex."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.tables import BOOL, COMPLEX, FLOAT, INT, LIBRARY, constructor
from cnnlint.interpreter.host import (
    Delegated,
    content,
    delegate,
    host_call,
    host_of,
    integer_of,
    text_of,
    truncated,
    truth_of,
)
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, ClassValue, Instance, Native, StaticMethod, Value
from cnnlint.symbolic import Dim, Ratio

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def converted(vm: Interpreter, value: Value, *methods: str) -> Value:
    """What a method like `__int__` gives for an object that has one, else the value that it wraps."""
    if isinstance(value, Instance):
        found = next((m for m in map(value.cls.lookup, methods) if m is not MISSING), MISSING)
        if found is not MISSING and not (isinstance(found, Native) and value.payload is not MISSING):
            return vm.call(found, (value,))
    return plain(value)


def wrapped(cls: ClassValue, own: ClassValue, value: Value) -> Value:
    """The value itself, or an instance of a derived class that wraps it."""
    return value if cls is own else wrapping(cls, value)


def wrapping(cls: ClassValue, value: Value) -> Instance:
    """A bare instance of a derived class that wraps a value."""
    made = cls.new(cls) if cls.new else Instance(cls)
    made.payload = value
    return made


def new_int(vm: Interpreter, cls: ClassValue, x: Value = 0, /, base: Value = MISSING) -> Value:
    value = converted(vm, x, "__int__", "__index__", "__trunc__")
    if isinstance(value, (str, bytes)) or base is not MISSING:
        radix = 10 if base is MISSING else integer_of(base)
        return wrapped(cls, INT, host_call(vm, int, [text_of(value) if base is not MISSING else value, radix], {}))
    return wrapped(cls, INT, truncated(vm, value))


def new_float(vm: Interpreter, cls: ClassValue, x: Value = 0.0, /) -> Value:
    """A size that is not known stays what it is: it is worth the same as a float."""
    value = converted(vm, x, "__float__", "__index__")
    if not isinstance(value, (Dim, Ratio, Fraction)):
        value = host_call(vm, float, [host_of(value)], {})
    return wrapped(cls, FLOAT, value)


def new_bool(vm: Interpreter, cls: ClassValue, x: Value = False, /) -> Value:
    return truth_of(vm, x)


constructor(INT)(new_int)
constructor(FLOAT)(new_float)
constructor(BOOL)(new_bool)
constructor(COMPLEX)(lambda vm, cls, /, *args, **kwargs: Delegated(complex)(vm, *args, **kwargs))

delegate(LIBRARY, INT, int, "bit_length bit_count to_bytes as_integer_ratio conjugate")
delegate(LIBRARY, FLOAT, float, "is_integer as_integer_ratio hex conjugate")
delegate(LIBRARY, COMPLEX, complex, "conjugate")
INT.namespace["from_bytes"] = StaticMethod(Native("int.from_bytes", Delegated(int.from_bytes)))
FLOAT.namespace["fromhex"] = StaticMethod(Native("float.fromhex", Delegated(float.fromhex)))


@LIBRARY.method(INT, "__int__", "__index__")
@LIBRARY.method(FLOAT, "__int__", "__trunc__")
def to_int(vm: Interpreter, self: Value, /) -> Value:
    return truncated(vm, self)


@LIBRARY.method(INT, "__float__")
@LIBRARY.method(FLOAT, "__float__")
def to_float(vm: Interpreter, self: Value, /) -> Value:
    return new_float(vm, FLOAT, content(self))


@LIBRARY.attribute(INT, "real", "numerator")
@LIBRARY.attribute(FLOAT, "real")
def real(vm: Interpreter, self: Value) -> Value:
    return content(self)


@LIBRARY.attribute(INT, "imag")
@LIBRARY.attribute(FLOAT, "imag")
def imaginary(vm: Interpreter, self: Value) -> Value:
    return 0


@LIBRARY.attribute(COMPLEX, "real")
def complex_real(vm: Interpreter, self: Value) -> Value:
    return host_of(self).real


@LIBRARY.attribute(COMPLEX, "imag")
def complex_imaginary(vm: Interpreter, self: Value) -> Value:
    return host_of(self).imag


@LIBRARY.attribute(INT, "denominator")
def denominator(vm: Interpreter, self: Value) -> Value:
    return 1


# --- functions --------------------------------------------------------------------------------------------------------


@LIBRARY.function("builtins.abs")
def abs_(vm: Interpreter, x: Value, /) -> Value:
    if isinstance(x, Instance) and x.cls.lookup("__abs__") is not MISSING:
        return vm.call(x.cls.lookup("__abs__"), (x,))
    x = plain(x)
    if isinstance(x, (Dim, Ratio)):
        negative = vm.compare("<", x, 0)
        if not isinstance(negative, bool):
            raise NotKnown("whether a size is below zero")
        return vm.binary("-", 0, x) if negative else x
    return host_call(vm, abs, [host_of(x)], {})


@LIBRARY.function("builtins.round")
def round_(vm: Interpreter, number: Value, ndigits: Value = None) -> Value:
    if isinstance(number, Instance) and number.cls.lookup("__round__") is not MISSING:
        return vm.call(number.cls.lookup("__round__"), (number,) if ndigits is None else (number, ndigits))
    number = plain(number)
    if isinstance(number, Dim):
        return number
    digits = None if ndigits is None else integer_of(ndigits)
    return host_call(vm, round, [host_of(number), digits], {})


@LIBRARY.function("builtins.divmod")
def divmod_(vm: Interpreter, x: Value, y: Value, /) -> Value:
    return vm.binary("//", x, y), vm.binary("%", x, y)


@LIBRARY.function("builtins.pow")
def pow_(vm: Interpreter, base: Value, exp: Value, mod: Value = None) -> Value:
    if mod is None:
        return vm.binary("**", base, exp)
    return host_call(vm, pow, [host_of(base), host_of(exp), host_of(mod)], {})


for name, host in (("chr", chr), ("ord", ord), ("hex", hex), ("bin", bin), ("oct", oct), ("ascii", ascii)):
    LIBRARY.function(f"builtins.{name}")(Delegated(host))
