"""Arguments of PyTorch's functions as the ops take them.

The body of a function is written on abstract values and says by its annotations what it takes. What the program gives is converted
accordingly; what PyTorch's own argument parser refuses is refused; what is not known makes the whole call unknown.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.module import is_module
from cnnlint.graph import Input, Tensor
from cnnlint.interpreter.native import Binder, misfit
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ClassValue, FunctionValue, Instance, Rest, Unknown, Value
from cnnlint.ops.outcome import Refused
from cnnlint.symbolic import Dim, Ratio, Size, fresh

if TYPE_CHECKING:
    pass

Body: TypeAlias = Callable[..., Any]

# What the annotations of bodies say beside `Tensor`, `int`, `bool`, `str`, `Size` and `Value` (as it is).
Operand: TypeAlias = "Tensor | None"
"""A tensor, or None for a number, which changes no shape."""
Tensors: TypeAlias = "list[Tensor]"
Sizes: TypeAlias = "tuple[Size, ...]"
PackedSizes: TypeAlias = "tuple[Size, ...]"
"""Sizes that may also be given as so many arguments: `x.view(2, 3)`."""
Axes: TypeAlias = "tuple[int, ...] | None"
PackedAxes: TypeAlias = "tuple[int, ...]"

NUMBERS: Final = (bool, int, float, complex, Dim, Ratio)
PLAIN: Final = (
    type(None),
    *NUMBERS,
    str,
    bytes,
    tuple,
    list,
    dict,
    set,
    frozenset,
    range,
    slice,
    FunctionValue,
    ClassValue,
)
NUMPY_NAMES: Final[Mapping[str, str]] = {
    "axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other",
}  # fmt: skip
"""The names of NumPy's that PyTorch's argument parser takes as well."""


class Unfit(Exception):  # noqa: N818 - an answer
    """A value that is certainly not what the parameter takes."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


def unknown(value: Value, what: str) -> NotKnown:
    """Why an argument is not known."""
    return NotKnown(value.reason if isinstance(value, Unknown) else what)


def as_tensor(value: Value) -> Tensor:
    """A tensor; a number, a list or a module is none."""
    if isinstance(value, TensorValue):
        return value.tensor
    if isinstance(plain(value), PLAIN) or is_module(value):
        raise Unfit("Tensor")
    raise unknown(value, "a tensor that is not known")


def as_operand(value: Value) -> Tensor | None:
    """A tensor, or None for a number."""
    return None if isinstance(plain(value), NUMBERS) else as_tensor(value)


def as_integer(value: Value) -> int:
    """A known integer."""
    value = plain(value)
    if isinstance(value, TensorValue) and isinstance(value.known, int):
        return value.known
    if isinstance(value, int):
        return int(value)
    if isinstance(value, (*PLAIN, Ratio)) and not isinstance(value, Dim):
        raise Unfit("int")
    raise unknown(value, "a number that is not known")


def as_size(value: Value) -> Size:
    """An integer, known or not."""
    value = plain(value)
    if isinstance(value, Dim):
        return value
    if isinstance(value, (int, Ratio, *PLAIN)) or (isinstance(value, TensorValue) and isinstance(value.known, int)):
        return as_integer(value)
    return fresh("?", least=0)


def as_flag(value: Value) -> bool:
    """A known bool."""
    value = plain(value)
    if isinstance(value, (bool, int)):
        return bool(value)
    if isinstance(value, PLAIN):
        raise Unfit("bool")
    raise unknown(value, "a condition that is not known")


def as_text(value: Value) -> str:
    """A known string."""
    value = plain(value)
    if isinstance(value, str):
        return value
    if isinstance(value, PLAIN):
        raise Unfit("str")
    raise unknown(value, "a text that is not known")


def listed(value: Value, wanted: str) -> Sequence[Value]:
    """The elements of a list or tuple of known length."""
    value = plain(value)
    if isinstance(value, range) and value[MOST_LISTED:]:  # which holds numbers without end at no cost
        raise NotKnown(f"more than {MOST_LISTED:,} numbers")
    if isinstance(value, (list, tuple, range)):
        rest = next((item for item in value if isinstance(item, Rest)), None)
        if rest is not None:
            raise unknown(rest.why, "a sequence of a length that is not known")
        return value
    if isinstance(value, PLAIN):
        raise Unfit(wanted)
    raise unknown(value, "a sequence that is not known")


MOST_LISTED = 10_000  # elements of a range that is an argument


def as_sizes(value: Value) -> tuple[Size, ...]:
    """Sizes from a sequence, or one."""
    if isinstance(plain(value), (int, Dim)):
        return (as_size(value),)
    return as_several_sizes(value)


def as_several_sizes(value: Value) -> tuple[Size, ...]:
    """Sizes from a sequence."""
    return each(as_size, listed(value, "tuple of ints"), "tuple of ints")


def as_axes(value: Value) -> tuple[int, ...]:
    """Axes from a sequence, or one."""
    if isinstance(plain(value), int):
        return (as_integer(value),)
    return each(as_integer, listed(value, "tuple of ints"), "tuple of ints")


def as_tensors(value: Value) -> list[Tensor]:
    """The tensors of a list or tuple."""
    if isinstance(value, TensorValue) and value.tensor.shape is None:
        raise NotKnown("what may be one tensor or several")  # such as what a layer gives that is not known
    if isinstance(value, TensorValue) or is_module(value):
        raise Unfit("tuple of Tensors")
    return list(each(as_tensor, listed(value, "tuple of Tensors"), "tuple of Tensors"))


def fitted(convert: Callable[[Value], Any], name: str, value: Value) -> Any:
    """A value converted inside of a body; one that does not fit is refused under the argument's name."""
    try:
        return convert(value)
    except Unfit as unfit:
        words = f"argument '{name}' must be {unfit.wanted}, not {kind_of(value)}"
        raise Raises("TypeError", "wrong-arguments", words, argument=name, given=given(value)) from None


def overload(name: str, args: Sequence[Value], given: Mapping[str, Value], *forms: str) -> Mapping[str, Value]:
    """The arguments by parameter, of a function of several signatures ("high size", "low high size"): those of the first that fits.

    Refuses arguments that fit none ("wrong-arguments").
    """
    for form in forms:
        names = form.split()
        if len(args) <= len(names) and set(names[len(args) :]) == given.keys():
            return {**dict(zip(names, args, strict=False)), **given}
    words = f"{name}() takes ({') or ('.join(form.replace(' ', ', ') for form in forms)})"
    raise Raises("TypeError", "wrong-arguments", words, function=name)


def spatial(value: Value, count: int, name: str, least: int = 1) -> tuple[Size, ...]:
    """One size per spatial axis, from one for all or a sequence; `least` bounds those that are not known."""
    given = plain(value)
    if not isinstance(given, (*PLAIN, TensorValue)):
        return tuple(fresh("?", least=least) for _ in range(count))
    of_weights = name == "kernel_size"  # which is a number to Python
    sizes: tuple[Size, ...] = fitted(as_sizes if of_weights else unless_flag(as_sizes), name, value)
    if len(sizes) not in (1, count):
        words = f"{name} must be one number or {count}, and has {len(sizes)}"
        raise Refused("invalid-argument", words, None, argument=name, value=str(sizes))
    return sizes * count if len(sizes) == 1 else sizes


def each(convert: Callable[[Value], Any], values: Sequence[Value], wanted: str) -> tuple[Any, ...]:
    """All elements converted; one that does not fit is a fault of the whole."""
    try:
        return tuple(convert(value) for value in values)
    except Unfit:
        raise Unfit(wanted) from None


def optional(convert: Callable[[Value], Any]) -> Callable[[Value], Any]:
    """The conversion that lets None pass."""
    return lambda value: None if value is None else convert(value)


CONVERTERS: Final[Mapping[str, Callable[[Value], Any]]] = {
    "Tensor": as_tensor,
    "Tensor | None": optional(as_tensor),
    "Operand": as_operand,
    "Tensors": as_tensors,
    "int": as_integer,
    "int | None": optional(as_integer),
    "bool": as_flag,
    "bool | None": optional(as_flag),
    "str": as_text,
    "Size": as_size,
    "Size | None": optional(as_size),
    "Sizes": as_sizes,
    "Sizes | None": optional(as_sizes),
    "PackedSizes": as_sizes,
    "Axes": optional(as_axes),
    "PackedAxes": as_axes,
}


INTEGERS: Final = frozenset(name for name in CONVERTERS if name.startswith(("int", "Size", "Packed", "Axes")))


def is_flag(value: Value) -> bool:
    """True for a bool, and for a sequence that begins with one: PyTorch's parser takes neither for a number."""
    value = plain(value)
    first = value[0] if isinstance(value, (list, tuple)) and value else value
    return isinstance(first, bool)


def unless_flag(convert: Callable[[Value], Any]) -> Callable[[Value], Any]:
    """The conversion to integers of PyTorch's own argument parser."""

    def converted(value: Value) -> Any:
        if is_flag(value):
            raise Unfit("tuple of ints" if isinstance(plain(value), (list, tuple)) else "int")
        return convert(value)

    return converted


@dataclass(slots=True)
class Bound:
    """The arguments of a call by parameter, and as the body is called with them."""

    arguments: dict[str, Any]
    args: list[Any]
    kwargs: dict[str, Any]


@dataclass
class Parameters:
    """The parameters of a body: how arguments are bound to them and converted.

    The first `skip` parameters (the interpreter, and for a layer the module) are not the program's. `options` are the names of
    keywords without meaning for us that replace the body's `**options`. `native` functions take NumPy's names too; a `method` takes the
    sequence behind its tensor as so many arguments, a function the one that it begins with.
    """

    body: Body
    name: str
    skip: int = 1
    options: Sequence[str] = ()
    native: bool = True
    method: bool = False
    extra: int = 0

    @cached_property
    def signature(self) -> inspect.Signature:
        """What the program sees."""
        parameters = list(inspect.signature(self.body).parameters.values())[self.skip :]
        if self.options:
            parameters = [one for one in parameters if one.kind is not one.VAR_KEYWORD]
            known = {one.name for one in parameters}
            parameters += [
                inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None)
                for name in self.options
                if name not in known
            ]
        return inspect.Signature(parameters)

    @cached_property
    def packed(self) -> int | None:
        """The position of the parameter that takes the rest of the arguments as a sequence."""
        names = [str(one.annotation) for one in self.signature.parameters.values()]
        at = int(self.method)
        return at if len(names) > at and names[at].startswith("Packed") else None

    @cached_property
    def binder(self) -> Binder:
        """What binds arguments to the parameters."""
        return Binder(self.signature)

    @cached_property
    def converters(self) -> list[tuple[str, Callable[[Value], Any]]]:
        """What converts the arguments that are converted, in the order of the parameters."""
        found = []
        for name, parameter in self.signature.parameters.items():
            convert = CONVERTERS.get(parameter.annotation)
            if convert is not None and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                native = self.native and parameter.annotation in INTEGERS
                found.append((name, unless_flag(convert) if native else convert))
        return found

    def bound(self, args: Sequence[Value], kwargs: Mapping[str, Value]) -> Bound:
        """The arguments by parameter, converted. Refuses what does not fit ("wrong-arguments")."""
        args, kwargs = self.renamed(args, kwargs)
        binder = self.binder
        found = binder.bound(args, kwargs)
        if found is None:
            words = f"{self.name}() {misfit(self.signature, args, kwargs, self.extra)}"
            raise Raises("TypeError", "wrong-arguments", words, function=self.name)
        for name, convert in self.converters:
            if name in found:
                found[name] = self.converted(convert, name, found[name])
        rest = dict(found)
        positional = [rest.pop(name) for name in binder.positional[: len(args)]]
        if binder.star is not None:
            positional += rest.pop(binder.star, ())
        if binder.stars is not None:
            rest.update(rest.pop(binder.stars, {}))
        return Bound(found, positional, rest)

    def converted(self, convert: Callable[[Value], Any], name: str, value: Value) -> Any:
        """One argument as the body takes it."""
        try:
            return convert(value)
        except Unfit as unfit:
            words = f"{self.name}(): argument '{name}' must be {unfit.wanted}, not {kind_of(value)}"
            raise Raises(
                "TypeError", "wrong-arguments", words, function=self.name, argument=name, given=given(value)
            ) from None

    def renamed(
        self, args: Sequence[Value], kwargs: Mapping[str, Value]
    ) -> tuple[Sequence[Value], Mapping[str, Value]]:
        """The arguments with the rest packed into one, and the keywords by PyTorch's names."""
        known = self.signature.parameters
        if self.packed is not None and len(args) > self.packed + 1:
            args = (*args[: self.packed], tuple(args[self.packed :]))
        if self.native and any(name not in known for name in kwargs):
            names = {name: NUMPY_NAMES.get(name, name) for name in kwargs if name not in known}
            kwargs = {names.get(name, name) if names.get(name) in known else name: kwargs[name] for name in kwargs}
        return args, kwargs


def given(value: Value) -> str:
    """What a value is: an input of the model as it came in, or an object of a class."""
    sources = value.tensor.sources if isinstance(value, TensorValue) else ()
    return "input" if sources and all(isinstance(source, Input) for source in sources) else kind_of(value)


def kind_of(value: Value) -> str:
    """The name of a value's class, for messages."""
    value = plain(value) if not isinstance(value, Instance) or value.cls.node is None else value
    if isinstance(value, Instance):
        return value.cls.name
    if isinstance(value, (Dim, Ratio)):
        return "int" if isinstance(value, Dim) else "float"
    if isinstance(value, ClassValue):
        return f"the class {value.name}"
    return {"NoneType": "None"}.get(type(value).__name__, type(value).__name__)
