"""Functions and classes that are implemented here, and the tables that libraries are made of."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from cnnlint.interpreter.values import MISSING, Attributes, ClassValue, Namespace, Native, Property, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Host = Callable[..., Value]
T = TypeVar("T")


def remembered(function: Callable[[Host], T]) -> Callable[[Host], T]:
    """A function of a host function that is worked out once, for as long as the host function lives: many belong to one analysis."""
    known: WeakKeyDictionary[Host, T] = WeakKeyDictionary()

    def remember(host: Host) -> T:
        found = known.get(host)
        if found is None:
            found = known[host] = function(host)
        return found

    return remember


@remembered
def signature_of(function: Host) -> inspect.Signature:
    """The documented signature: the host's without its first parameter, the interpreter."""
    signature = inspect.signature(function)
    parameters = list(signature.parameters.values())[1:]
    return signature.replace(parameters=parameters, return_annotation=inspect.Signature.empty)


class Binder:
    """Binds arguments to the parameters of a signature, as `inspect.Signature.bind` does, which is slow."""

    def __init__(self, signature: inspect.Signature) -> None:
        parameters = list(signature.parameters.values())
        self.names = tuple(signature.parameters)
        self.positional = [
            one.name for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)
        ]
        self.named = {one.name for one in parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)}
        self.defaults = {one.name: one.default for one in parameters if one.default is not one.empty}
        self.star = next((one.name for one in parameters if one.kind is one.VAR_POSITIONAL), None)
        self.stars = next((one.name for one in parameters if one.kind is one.VAR_KEYWORD), None)
        self.required = [
            one.name
            for one in parameters
            if one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
        ]

    def bound(self, args: Sequence[Value], kwargs: Mapping[str, Value]) -> dict[str, Value] | None:
        """The arguments by parameter, in no order; None if they do not fit. `*args` and `**kwargs` are there where something is left for them."""
        found = dict(zip(self.positional, args, strict=False))
        if len(args) > len(found):
            if self.star is None:
                return None
            found[self.star] = tuple(args[len(found) :])
        extra: dict[str, Value] = {}
        for name, value in kwargs.items():
            if name not in self.named:
                if self.stars is None:
                    return None
                extra[name] = value
            elif name in found:
                return None
            else:
                found[name] = value
        for name in self.required:
            if name not in found:
                return None
        if self.stars is not None and extra:
            found[self.stars] = extra
        return found


@remembered
def binder_of(function: Host) -> Binder:
    """What binds arguments to a host function's documented signature."""
    return Binder(signature_of(function))


def arity_of(function: Host) -> tuple[int, float]:
    """How many positional arguments fit where there are no keywords, at least and at most; none do where a keyword is required."""
    parameters = signature_of(function).parameters.values()
    positional = [one for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    kinds = {one.kind for one in parameters}
    if any(one.kind is one.KEYWORD_ONLY and one.default is one.empty for one in parameters):
        return 1, 0
    least = sum(1 for one in positional if one.default is one.empty)
    return least, float("inf") if inspect.Parameter.VAR_POSITIONAL in kinds else len(positional)


def call_native(vm: Interpreter, native: Native, args: tuple[Value, ...], kwargs: Mapping[str, Value]) -> Value:
    """Call a native; arguments that do not fit its signature are the program's TypeError."""
    arity = native.arity
    if arity is None:
        arity = native.arity = arity_of(native.function)
    fits = not kwargs and arity[0] <= len(args) <= arity[1]  # most calls are like this, and binding takes longer
    if not fits and binder_of(native.function).bound(args, kwargs) is None:
        signature = signature_of(native.function)
        words = f"{short_name(native.name)}() {misfit(signature, args, kwargs)}"
        return vm.refuse("wrong-arguments", words, error="TypeError", details=unexpected(signature, kwargs))
    try:
        return native.function(vm, *args, **kwargs)
    except (AttributeError, TypeError, LookupError, ValueError):  # a method that was called on another class's object
        answer = vm.isinstance(args[0], native.owner) if args and native.owner is not None else True
        if answer:
            raise
        if answer is None:
            return vm.unknown("a method of an object that is not known")
        return vm.python_error(
            "TypeError", f"{short_name(native.name)}() got a '{vm.type_name(args[0])}' object", args[0]
        )


def short_name(dotted: str) -> str:
    """`Conv2d.__init__` of `torch.nn.Conv2d.__init__`, `relu` of `torch.nn.functional.relu`."""
    parts = dotted.split(".")
    return ".".join(parts[-2:]) if len(parts) > 1 and parts[-2][:1].isupper() else parts[-1]


def misfit(signature: inspect.Signature, args: Sequence[Value], kwargs: Mapping[str, Value], extra: int = 0) -> str:
    """Why arguments do not fit a signature, in Python's own words and order; `extra` arguments more have been given than are shown."""
    parameters = signature.parameters.values()
    positional = [one for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    named = {one.name for one in parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)}
    kinds = {one.kind for one in parameters}
    for name in kwargs:
        if name not in named and inspect.Parameter.VAR_KEYWORD not in kinds:
            return f"got an unexpected keyword argument '{name}'"
        if name in [one.name for one in positional[: len(args)]]:
            return f"got multiple values for argument '{name}'"
    if len(args) > len(positional) and inspect.Parameter.VAR_POSITIONAL not in kinds:
        least = sum(one.default is one.empty for one in positional) + extra
        most, given = len(positional) + extra, len(args) + extra
        takes = f"takes {most}" if least == most else f"takes from {least} to {most}"
        return f"{takes} positional argument{'s' * (most != 1)} but {given} {'were' if given != 1 else 'was'} given"
    missing = [one.name for one in positional[len(args) :] if one.default is one.empty and one.name not in kwargs]
    if missing:
        return lacking("positional", missing)
    only = [one for one in parameters if one.kind is one.KEYWORD_ONLY and one.default is one.empty]
    return lacking("keyword-only", [one.name for one in only if one.name not in kwargs])


def unexpected(signature: inspect.Signature, kwargs: Mapping[str, Value]) -> dict[str, object]:
    """The keyword that there is none of, and the one that is most likely meant."""
    named = [
        one.name for one in signature.parameters.values() if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)
    ]
    wrong = next((name for name in kwargs if name not in named), None)
    if wrong is None:
        return {}
    close = get_close_matches(wrong, [name for name in named if name not in kwargs], 1, 0.8)
    return {"argument": wrong, **({"meant": close[0]} if close else {})}


def lacking(what: str, names: Sequence[str]) -> str:
    """Which arguments are missing."""
    if not names:
        return "does not take these arguments"
    quoted = [f"'{name}'" for name in names]
    listed = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])}{',' * (len(quoted) > 2)} and {quoted[-1]}"
    return f"missing {len(names)} required {what} argument{'s' * (len(names) != 1)}: {listed}"


class Library:
    """A modelled library: its documented names and what they stand for.

    `aliases` maps the beginnings of dotted names to their documented form (`tensorflow.keras` → `keras`); the longest match counts.
    One that gives way leaves the files of the package itself to their own names: the package may be the program that is read.
    A fallback is used only where the source of the package is not found, but for the names that are `firm`.
    `presumed` are the classes that those of a program derive from whose bases are not all known, by a method that tells them.
    """

    def __init__(
        self,
        *roots: str,
        aliases: Mapping[str, str] | None = None,
        gives_way: bool = False,
        fallback: bool = False,
        firm: frozenset[str] = frozenset(),
    ) -> None:
        self.roots = roots
        self.gives_way = gives_way
        self.fallback = fallback
        self.firm = firm
        self.values: dict[str, Value] = {}
        self.packages: set[str] = set(roots)
        self.aliases = dict(aliases or {})
        self.presumed: dict[str, ClassValue] = {}

    def spare(self) -> Library | None:
        """The table for parts of the library that are read from its source where that is found."""
        return None

    def add(self, dotted: str, value: Value) -> None:
        """Give a name its value."""
        self.values[dotted] = value
        while "." in dotted:
            dotted = dotted.rpartition(".")[0]
            if dotted in self.packages:
                break
            if dotted not in self.values:
                self.packages.add(dotted)

    def function(self, *names: str) -> Callable[[Host], Host]:
        """Decorator: the host function implements these dotted names (the first is the documented one)."""

        def register(function: Host) -> Host:
            native = Native(names[0], function)
            for name in names:
                self.add(name, native)
            return function

        return register

    def new_class(self, dotted: str, *bases: ClassValue, **namespace: Value) -> ClassValue:
        """A class with these bases; values of `namespace` that are host functions become natives."""
        module, _, name = dotted.rpartition(".")
        members = Attributes()
        for key, value in namespace.items():
            members[key] = Native(f"{dotted}.{key}", value) if inspect.isfunction(value) else value
        cls = ClassValue(name, bases, members, module=module)
        self.add(dotted, cls)
        return cls

    def method(self, cls: ClassValue, *names: str, loose: bool = False) -> Callable[[Host], Host]:
        """Decorator: the host function implements these methods of `cls`; it takes `(vm, self, …)`; `loose` as for a Native."""

        def register(function: Host) -> Host:
            for name in names:
                cls.namespace[name] = Native(f"{cls.qualified}.{name}", function, owner=cls, loose=loose)
            return function

        return register

    def attribute(self, cls: ClassValue, *names: str) -> Callable[[Host], Host]:
        """Decorator: the host function `(vm, self)` computes these read-only attributes of `cls`."""

        def register(function: Host) -> Host:
            for name in names:
                cls.namespace[name] = Property(Native(f"{cls.qualified}.{name}", function, owner=cls))
            return function

        return register

    def canonical(self, dotted: str) -> str:
        """The documented form of a dotted name."""
        for _ in range(8):  # an alias may lead to another; no honest chain is longer
            prefix = next((p for p in prefixes(dotted) if p in self.aliases), None)
            if prefix is None:
                return dotted
            dotted = self.aliases[prefix] + dotted[len(prefix) :]
        return dotted

    def lookup(self, dotted: str) -> Value:
        """The value of a dotted name, a Namespace if it is a package, MISSING if it is not modelled."""
        found = self.values.get(dotted, MISSING)
        if found is not MISSING:
            return found
        dotted = self.canonical(dotted)
        found = self.values.get(dotted, MISSING)
        if found is not MISSING:
            return found
        return Namespace(dotted) if dotted in self.packages else MISSING

    def members(self, dotted: str) -> Iterable[str]:
        """The public names directly below a package, for `from m import *`."""
        start = self.canonical(dotted) + "."
        names = (name[len(start) :] for name in [*self.values, *self.packages] if name.startswith(start))
        return sorted({name for name in names if "." not in name and not name.startswith("_")})


def prefixes(dotted: str) -> Iterable[str]:
    """`a.b.c`, `a.b`, `a`."""
    while dotted:
        yield dotted
        dotted = dotted.rpartition(".")[0]


def attributes_of(**values: Any) -> Attributes:
    """Attributes from keywords."""
    return Attributes(values)
