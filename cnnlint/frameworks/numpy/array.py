"""Arrays of NumPy: a shape, and the data where it is small and known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.operation import attempt
from cnnlint.frameworks.common.tensors import ArrayLike, TensorValue
from cnnlint.graph import Tensor
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Instance, Unknown, Value, has_rest
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Dim, Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("numpy")
ARRAY = LIBRARY.new_class("numpy.ndarray")
DTYPE = LIBRARY.new_class("numpy.dtype")
NUMBERS = (int, float, complex, bool, Dim)
MOST_KNOWN = 4096  # elements of which the values are kept


def of_shape(shape: Sequence[Size] | None, dtype: str | None = "float64") -> TensorValue:
    """An array of which only the shape is known."""
    return TensorValue(ARRAY, Tensor(None if shape is None else tuple(shape), dtype))


def of_data(data: Any, dtype: str | None = None) -> Value:
    """An array of known numbers in nested lists; a number itself."""
    if not isinstance(data, list):
        return data
    shape = shape_of(data)
    if shape is None:
        return of_shape(None, dtype)
    count = 1
    for size in shape:
        count = count * size if isinstance(size, int) else MOST_KNOWN + 1
    return TensorValue(ARRAY, Tensor(shape, dtype or type_of(data)), data if count <= MOST_KNOWN else MISSING)


def data_of(value: Value) -> Any:
    """The numbers of an array, list or tuple as nested lists, or a number; MISSING where they are not all known."""
    value = plain(value)
    if isinstance(value, TensorValue):
        return value.known
    if isinstance(value, (list, tuple, range)):
        items = [data_of(item) for item in value] if len(value) <= MOST_KNOWN else [MISSING]
        return MISSING if any(item is MISSING for item in items) else items
    return value if isinstance(value, (*NUMBERS, str)) else MISSING


def shape_of(value: Value) -> tuple[Size, ...] | None:
    """The shape of an array, or of nested lists."""
    value = plain(value)
    if isinstance(value, TensorValue):
        return value.tensor.shape
    if isinstance(value, (list, tuple, range)):
        if has_rest(value):
            return None
        inner = shape_of(value[0]) if len(value) else ()
        return None if inner is None else (len(value), *inner)
    return None if isinstance(value, (Unknown, Instance)) else ()


def type_of(value: Value) -> str | None:
    """The element type of an array or of nested lists."""
    value = plain(value)
    if isinstance(value, TensorValue):
        return value.tensor.dtype
    while isinstance(value, (list, tuple, range)) and len(value):
        value = plain(value[0])
    if isinstance(value, bool):
        return "bool"
    return "int64" if isinstance(value, (int, Dim)) else "float64"


def as_tensor(value: Value) -> Tensor:
    """Anything that NumPy takes for an array."""
    value = plain(value)
    if isinstance(value, TensorValue):
        return value.tensor
    if isinstance(value, (list, tuple, range, *NUMBERS)):
        return Tensor(shape_of(value), type_of(value))
    if isinstance(value, ArrayLike):
        return value.as_array()
    raise NotKnown(value.reason if isinstance(value, Unknown) else "an array that is not known")


def flat(data: Any) -> Iterator[Any]:
    """The numbers of nested lists."""
    if isinstance(data, list):
        for item in data:
            yield from flat(item)
    else:
        yield data


def each(function: Callable[[Any], Any], data: Any) -> Any:
    """A function on every number of nested lists."""
    return [each(function, item) for item in data] if isinstance(data, list) else function(data)


def pairwise(function: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    """A function on pairs of numbers of nested lists; one that stands alone goes with every other. NotKnown for other broadcasting."""
    if isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b) or isinstance(a[0] if a else None, list) != isinstance(b[0] if b else None, list):
            raise NotKnown("values that are broadcast")
        return [pairwise(function, one, other) for one, other in zip(a, b, strict=True)]
    if isinstance(a, list):
        return [pairwise(function, one, b) for one in a]
    return [pairwise(function, a, other) for other in b] if isinstance(b, list) else function(a, b)


def computed(vm: Interpreter, run: Callable[[], Any], data: Callable[[], Any] | None = None) -> Value:
    """The result of an op as an array, with its numbers where they can be worked out."""
    found, _ = attempt(vm, run, error="ValueError")
    if isinstance(found, Unknown):
        return found
    known = MISSING
    if data is not None:
        try:
            known = data()
        except (NotKnown, ArithmeticError, ValueError, TypeError, IndexError):
            known = MISSING
    if known is not MISSING and not isinstance(known, list):
        return known
    return TensorValue(ARRAY, found[0], known)


def result_of(outcome: Outcome | Tensor) -> Tensor:
    """The tensor of an op."""
    return outcome.tensor if isinstance(outcome, Outcome) else outcome
