"""Abstract values.

What is known is an ordinary Python value: None, bool, int, float, complex, str, bytes, tuple, list, dict, set, frozenset, range, slice. A size
that is not known is a `Dim` (or a `Ratio` of one). The classes below are the rest: what a program defines, and what is not known.
Every mutable abstract value keeps its state in a host list, dict or set, so that a branch can be undone (`interpreter.journal`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeAlias

from cnnlint.frozen import dataclass

if TYPE_CHECKING:
    from cnnlint.interpreter.frame import Frame
    from cnnlint.source.location import Location
    from cnnlint.syntax import ir

Value: TypeAlias = Any  # abstract values include ordinary Python values, so there is nothing narrower to say


HOST = frozenset((int, float, complex, bool, str, bytes, type(None), tuple, list, dict, set, frozenset, range))


def is_host(value: Value) -> bool:
    """True for one of Python's own values: what can be done with it depends on its type alone."""
    return type(value) in HOST


class Missing:
    """The type of MISSING: no value at all (an absent attribute, a parameter without default)."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = Missing()


@dataclass(frozen=True, slots=True, eq=False)
class Unknown:
    """A value of which nothing is known: why, and where it came to be unknown. It spreads quietly and is never an error."""

    reason: str
    where: Location | None = None

    def unpacked(self, count: int) -> None:
        """Called when the program unpacks it into so many names; a framework's own kind may learn from it."""


@dataclass(frozen=True, slots=True, eq=False)
class Likely(Unknown):
    """A value that is not known, with what it is where nothing special was arranged: a variable of the environment that is not set.

    Where a condition hangs on it that way is taken, but what is wrong on that way is no fact.
    """

    value: Value = None


@dataclass(frozen=True, slots=True, eq=False)
class Rest:
    """An element of a list, tuple, dict or set that stands for any number of elements that are not known."""

    why: Unknown


def has_rest(values: Value) -> bool:
    """True if some of the values stand for elements that are not known. A range has none, and may be too long to be looked through."""
    return type(values) is not range and any(isinstance(value, Rest) for value in values)


class Attributes(dict[str, Value]):
    """The variables of a scope or the attributes of an object: a name bound on one path only counts as bound after a join.

    What a library's class would have set, and a subclass has not had it set, is not known.
    """

    __slots__ = ()

    def __missing__(self, name: str) -> Value:
        from cnnlint.interpreter.outcome import NotSet  # which knows values

        raise NotSet(name)


class Log(list[Any]):
    """A record of what happened, in order: after a join it holds what happened on either path."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Site:
    """A call in a file: what an object or a fact is traced back to; of an object with what it was made from."""

    path: str
    node: ir.Call | None
    location: Location
    args: tuple[Value, ...] = field(default=(), compare=False)
    kwargs: Mapping[str, Value] = field(default_factory=dict, compare=False)


class ClassValue:
    """A class, the user's or a library's. `host` is the Python type whose values are its instances (int, list, …), if there is one.

    `new` makes the bare instance (frameworks use it to give an instance more slots); `created(vm, cls)` is called with each new subclass
    and gives what the class statement binds (enumerations, named tuples); `finished(vm, made)` is called with each new object whose
    construction went well. `open` says why not all of its bases are known; an
    attribute that an open class does not have is unknown, not an error. `path` and `node` are set for the program's own classes.
    `presumed`: it has a library's class among its bases only because a method tells so.
    `whole`: all public attributes of a library's class are in its table, so that one that is not there does not exist.
    """

    __slots__ = (
        "bases",
        "created",
        "finished",
        "host",
        "module",
        "mro",
        "name",
        "namespace",
        "new",
        "node",
        "open",
        "path",
        "presumed",
        "whole",
    )

    def __init__(
        self,
        name: str,
        bases: tuple[ClassValue, ...] = (),
        namespace: Attributes | None = None,
        *,
        module: str = "",
        host: type | None = None,
        node: ir.ClassDef | None = None,
        path: str = "",
        open_: Unknown | None = None,
        presumed: bool = False,
    ) -> None:
        self.name = name
        self.bases = bases
        self.namespace = Attributes() if namespace is None else namespace
        self.module = module
        self.host = host
        self.node = node
        self.path = path
        self.presumed: bool = presumed or any(base.presumed for base in bases)
        self.whole: bool = node is not None
        self.mro: tuple[ClassValue, ...] = linearize(self)
        self.open: Unknown | None = open_ or next((base.open for base in bases if base.open), None)
        self.new: Callable[[ClassValue], Instance] | None = next((c.new for c in self.mro[1:] if c.new), None)
        self.created: Callable[[Any, ClassValue], Value] | None = next(
            (c.created for c in self.mro[1:] if c.created), None
        )
        self.finished: Callable[[Any, Instance], None] | None = next(
            (c.finished for c in self.mro[1:] if c.finished), None
        )

    def lookup(self, name: str) -> Value:
        """The attribute as it stands in the first class of the method resolution order that has it, or MISSING."""
        for cls in self.mro:
            found = cls.namespace.get(name, MISSING)
            if found is not MISSING:
                return found
        return MISSING

    def is_subclass(self, other: ClassValue) -> bool:
        """True if `other` is in the method resolution order."""
        return other in self.mro

    @property
    def qualified(self) -> str:
        """The dotted name."""
        return f"{self.module}.{self.name}" if self.module else self.name

    def __repr__(self) -> str:
        return f"<class {self.qualified}>"


def linearize(cls: ClassValue) -> tuple[ClassValue, ...]:
    """The C3 method resolution order; where there is none (the program would not run), depth first without repeats."""
    queues = [list(base.mro) for base in cls.bases] + [list(cls.bases)]
    order = [cls]
    while queues := [queue for queue in queues if queue]:
        tails = {id(entry) for queue in queues for entry in queue[1:]}
        head = next((queue[0] for queue in queues if id(queue[0]) not in tails), queues[0][0])
        order.append(head)
        queues = [[entry for entry in queue if entry is not head] for queue in queues]
    return tuple(order)


class Instance:
    """An object. `payload` is the host value that it wraps, where its class derives from list, dict, str, int, …

    `site` is the call that built it. Frameworks derive their own (a tensor's value) and may override `join`.
    """

    __slots__ = ("attrs", "cls", "payload", "site")

    def __init__(self, cls: ClassValue, payload: Value = MISSING) -> None:
        self.cls = cls
        self.attrs = Attributes()
        self.payload = payload
        self.site: Site | None = None

    def forget(self) -> None:
        """An element of it is set: what else is known of its values no longer holds."""

    def join(self, other: Instance) -> Value:
        """What is known of a value that is either this or `other` (another object of the same host class); MISSING: nothing."""
        return MISSING

    def __repr__(self) -> str:
        return f"<{self.cls.name} object>"


@dataclass(slots=True, eq=False)
class FunctionValue:
    """A function or lambda of the program: its node, the frame it closes over, its defaults as evaluated at definition.

    `body` is the frame of the class body that defines it, if one does: `super()` finds the class there.
    """

    name: str
    node: ir.FunctionDef | ir.Lambda
    closure: Frame
    defaults: dict[str, Value]
    attrs: Attributes
    body: Frame | None = None

    def __repr__(self) -> str:
        return f"<function {self.name}>"


@dataclass(slots=True, eq=False)
class Native:
    """A function that is implemented here: `function(vm, *args, **kwargs)`, whose host signature is the documented one.

    `binds`: whether it takes the instance when looked up on one, as a function in a class body does. `owner`: of which class its first
    argument must be. `loose`: whether it takes positional arguments that are not known, as a Rest among the others.
    """

    name: str
    function: Callable[..., Value]
    binds: bool = True
    owner: ClassValue | None = None
    loose: bool = False
    arity: tuple[int, float] | None = None  # once it has been called (`native.arity_of`)

    def __repr__(self) -> str:
        return f"<function {self.name}>"


@dataclass(frozen=True, slots=True, eq=False)
class BoundMethod:
    """A callable with its first argument."""

    function: Value
    receiver: Value


@dataclass(frozen=True, slots=True, eq=False)
class Property:
    """A property. Natives may be getters: `Property(Native(...))`. `cached`: the value is kept in the instance."""

    getter: Value
    setter: Value = None
    cached: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class StaticMethod:
    function: Value


@dataclass(frozen=True, slots=True, eq=False)
class ClassMethod:
    function: Value


@dataclass(frozen=True, slots=True, eq=False)
class Super:
    """What `super()` gives: lookups on `receiver` that start after `owner` in its class's method resolution order."""

    owner: ClassValue
    receiver: Value


class ModuleValue:
    """A module of the project: its scope is filled when one of its names is first asked for."""

    __slots__ = ("is_package", "name", "path", "scope", "state")

    def __init__(self, name: str, path: str, *, is_package: bool = False) -> None:
        self.name = name
        self.path = path
        self.is_package = is_package
        self.scope = Attributes()
        self.state = "new"  # new, running, done

    def __repr__(self) -> str:
        return f"<module {self.name}>"


@dataclass(frozen=True, slots=True)
class Namespace:
    """A module of a modelled library, by its documented dotted name: `torch.nn`."""

    dotted: str


FIXED = frozenset((int, float, complex, bool, str, bytes, type(None), range, slice, Unknown, Likely, Namespace))


def is_fixed(value: Value) -> bool:
    """True for a value that nothing can change. A tuple is as fixed as its elements."""
    return all(map(is_fixed, value)) if type(value) is tuple else type(value) in FIXED


def is_bare(value: Value) -> bool:
    """True for what leads to nothing that may be changed: a number, a text, a tensor, a function (which does but what it says)."""
    if isinstance(value, Instance):
        return not value.attrs and (value.payload is MISSING or is_bare(value.payload))
    return is_fixed(value) or isinstance(value, (FunctionValue, ClassValue, Native))


@dataclass(frozen=True, slots=True, eq=False)
class LazyImport:
    """A name bound by an import that nobody has used yet; reading the name imports it."""

    resolve: Callable[[], Value]


class IteratorValue:
    """An iterator: `next()` and loops draw from it. A generator of the program has been run to a list before.

    `position` is a list of one number, so that a branch can undo a draw; a host iterator (`itertools.count`) cannot be undone.
    """

    __slots__ = ("items", "position")

    def __init__(self, items: list[Value] | Iterator[Value]) -> None:
        self.items = items
        self.position = [0]


@dataclass(frozen=True, slots=True, eq=False)
class Annotation:
    """An annotation that nobody has evaluated: its node, and the frame to do it in."""

    node: ir.Expr
    frame: Frame
