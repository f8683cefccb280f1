"""Between abstract values and the ordinary Python values that they are where they are wholly known."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from cnnlint import symbolic
from cnnlint.interpreter.budget import MOST_PARTS
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import key_of, plain
from cnnlint.interpreter.outcome import BudgetExceeded, NotKnown
from cnnlint.interpreter.values import MISSING, ClassValue, Instance, IteratorValue, Rest, Unknown, Value
from cnnlint.symbolic import Dim, Ratio

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

SCALARS = (type(None), bool, int, float, complex, Fraction, str, bytes, range, type(Ellipsis), type(NotImplemented))
SIZED = (str, bytes, list, tuple, set, frozenset, dict)
TEXT_LIMIT = 100_000  # characters that one operation on texts may give
Entries: TypeAlias = "Iterable[tuple[Value, Value]]"


def reason(value: Value) -> str:
    """Why a value is not known."""
    if isinstance(value, Unknown):
        return value.reason
    if isinstance(value, Rest):
        return value.why.reason
    return "a size that is not known" if isinstance(value, (Dim, Ratio)) else "an object whose value is not known"


def host_of(value: Value, room: list[int] | None = None) -> Any:
    """The ordinary Python value, through and through; NotKnown where any part is not known.

    `room` counts down how many parts it may still have.
    """
    value = plain(value)
    room = [MOST_PARTS] if room is None else room
    room[0] -= len(value) if isinstance(value, SIZED) else 1
    if room[0] < 0:
        raise NotKnown("a very large value")
    if isinstance(value, SCALARS):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value)([host_of(item, room) for item in value])
    if isinstance(value, dict):
        return {host_of(key, room): host_of(item, room) for key, item in value.items()}
    if isinstance(value, slice):
        return slice(host_of(value.start), host_of(value.stop), host_of(value.step))
    raise NotKnown(reason(value))


def text_of(value: Value) -> str:
    """A value that must be a known string."""
    found = host_of(value)
    if isinstance(found, str):
        return found
    raise NotKnown("a text that is not known")


def integer_of(value: Value) -> int:
    """A value that must be a known integer."""
    found = host_of(value)
    if isinstance(found, int):
        return found
    raise NotKnown("a number that is not known")


def known(value: Value) -> Value:
    """The value itself; NotKnown if it is an Unknown."""
    if isinstance(value, (Unknown, Rest)):
        raise NotKnown(reason(value))
    return value


def content(self: Value) -> Any:
    """What a method of a built-in class works on: the value itself, or what an object of a derived class wraps."""
    found = plain(self)
    if isinstance(found, (Unknown, Rest, Instance)):
        raise NotKnown(reason(found))
    return found


def slot(self: Instance, name: str) -> Value:
    """An attribute that `__init__` sets; NotKnown where a derived class has not called it."""
    found = self.attrs.get(name, MISSING)
    if found is MISSING:
        raise NotKnown("an object whose class was not initialised")
    return found


def truth_of(vm: Interpreter, value: Value) -> bool:
    """`bool(value)`; NotKnown where it is not known."""
    answer = vm.truth(value)
    if answer is None:
        raise NotKnown("a condition that is not known")
    return answer


def listed(vm: Interpreter, value: Value) -> list[Value]:
    """All elements of an iterable; NotKnown if there may be others."""
    items = vm.elements(value)
    for item in items:
        if isinstance(item, Rest):
            raise NotKnown(item.why.reason)
    return items


def host_call(vm: Interpreter, function: Callable[..., Any], args: Iterable[Any], kwargs: Mapping[str, Any]) -> Value:
    """What a function of Python's own gives for ordinary values; its exceptions are the program's."""
    try:
        return function(*args, **kwargs)
    except (NotKnown, BudgetExceeded):
        raise
    except (MemoryError, OverflowError, RecursionError) as error:
        raise NotKnown(f"{type(error).__name__} of Python itself") from None
    except Exception as error:  # whatever Python raises here it raises in the program
        return vm.python_error(type(error).__name__, str(error))


class Delegated:
    """A native that is one of Python's own functions, for arguments that are wholly known.

    `guard` may refuse arguments that cost too much. The signature is worked out when it is first needed: there are many of these.
    """

    __slots__ = ("__weakref__", "function", "guard")

    def __init__(self, function: Callable[..., Any], guard: Callable[..., None] | None = None) -> None:
        self.function = function
        self.guard = guard

    def __call__(self, vm: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        arguments, keywords = [host_of(arg) for arg in args], {name: host_of(arg) for name, arg in kwargs.items()}
        if self.guard is not None:
            self.guard(vm, *arguments, **keywords)
        return host_call(vm, self.function, arguments, keywords)

    @property
    def __signature__(self) -> inspect.Signature:
        try:
            signature = inspect.signature(self.function)
        except ValueError:
            raise AttributeError from None  # a few of Python's own have none: any arguments will do
        first = inspect.Parameter("vm", inspect.Parameter.POSITIONAL_ONLY)
        return signature.replace(parameters=[first, *signature.parameters.values()])


def delegate(library: Library, cls: ClassValue, host: type, names: str) -> None:
    """Methods of a built-in class that work on ordinary values only, by name."""
    for name in names.split():
        library.method(cls, name)(Delegated(getattr(host, name)))


def floor_of(vm: Interpreter, value: Value) -> Value:
    """The greatest integer that is not above a number."""
    value = plain(value)
    if isinstance(value, (Dim, Ratio, Fraction)):
        return symbolic.floor(value)
    return host_call(vm, lambda number: number.__floor__(), [number_of(value)], {})


def ceil_of(vm: Interpreter, value: Value) -> Value:
    """The least integer that is not below a number."""
    value = plain(value)
    if isinstance(value, (Dim, Ratio, Fraction)):
        return symbolic.ceil(value)
    return host_call(vm, lambda number: number.__ceil__(), [number_of(value)], {})


def truncated(vm: Interpreter, value: Value) -> Value:
    """A number without what is behind its point."""
    value = plain(value)
    if isinstance(value, Dim):
        return value
    if isinstance(value, Ratio):
        low = symbolic.floor(value)
        least, most = symbolic.bounds(low)
        if least is not None and least >= 0:
            return low
        if most is not None and most < 0:
            return symbolic.ceil(value)
        raise NotKnown("a fraction that may be below zero")
    return host_call(vm, int, [number_of(value)], {})


def number_of(value: Value) -> int | float | Fraction:
    """A value that must be a known real number."""
    found = host_of(value)
    if isinstance(found, (int, float, Fraction)):
        return found
    raise NotKnown("a number that is not known")


def is_number(value: Value) -> bool:
    """True for real numbers, known or not."""
    return isinstance(value, (int, float, Fraction, Dim, Ratio))


def entries(vm: Interpreter, source: Value) -> Iterator[tuple[Value, Value]]:
    """Keys and values of what a dict is made from: a mapping, or pairs. A Rest as key says that there may be others."""
    mapping = plain(source)
    if isinstance(mapping, dict):
        yield from mapping.items()
        return
    keys = vm.getattr(source, "keys", None)
    if keys is not None and not isinstance(keys, Unknown):
        for key in vm.elements(vm.call(keys)):
            yield (key, key.why) if isinstance(key, Rest) else (key, vm.getitem(source, key))
        return
    for pair in vm.elements(source):
        if isinstance(pair, Rest):
            yield pair, pair.why
            continue
        parts = vm.elements(pair)
        if any(isinstance(part, Rest) for part in parts) or len(parts) != 2:
            why = vm.unknown("a pair that is not known")
            yield Rest(why), why
        else:
            yield parts[0], parts[1]


def put(vm: Interpreter, target: dict[Value, Value], key: Value, value: Value) -> None:
    """`target[key] = value` in a host dict that has been touched; a key that is not known leaves any key possible."""
    try:
        target[key if isinstance(key, Rest) else key_of(vm, key)] = value
    except NotKnown as unknown:
        target[Rest(vm.unknown(unknown.reason))] = value
    vm.bound(target)


def endless(value: Value) -> bool:
    """True for an iterator that may never end."""
    return isinstance(value, IteratorValue) and not isinstance(value.items, list)


def iterator(vm: Interpreter, items: Iterator[Value], *sources: Value) -> IteratorValue:
    """An iterator over what `items` draws from `sources`: drawn at once where all of them end, so that a branch can undo it."""
    if not any(endless(source) for source in sources):
        return IteratorValue(gathered(vm, items))
    return IteratorValue(items)


def gathered(vm: Interpreter, items: Iterable[Value]) -> list[Value]:
    """The elements as a list, within the budget."""
    found: list[Value] = []
    for item in items:
        found.append(item)
        vm.check_size(len(found))
        vm.spend(1)
    return found
