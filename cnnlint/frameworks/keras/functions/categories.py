"""Numbers of classes as rows with a place for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.convert import tensor
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.frameworks.numpy.array import as_tensor, data_of, flat
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Value
from cnnlint.symbolic import fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


@op("ops.one_hot tf.one_hot backend.one_hot", role="other", recorded=False)
def one_hot(
    vm: Interpreter, x: Value = None, num_classes: Value = None, axis: Value = -1, *args: Value, **kwargs: Value
) -> Tensor:
    if "depth" in kwargs or args:  # TensorFlow has other arguments between
        axis = kwargs.get("axis", args[1] if len(args) > 1 else -1)
    return classes_of(tensor(kwargs.get("indices", x)), kwargs.get("depth", num_classes), plain(axis))


@op("utils.to_categorical", role="other", recorded=False)
def to_categorical(vm: Interpreter, x: Value = None, num_classes: Value = None, **kwargs: Value) -> Tensor:
    labels = kwargs.get("y", x)
    given = as_tensor(labels)
    if given.shape is not None and len(given.shape) > 1 and given.shape[-1] == 1:
        given = replace(given, shape=given.shape[:-1])
    return classes_of(given, most(labels) if num_classes is None else num_classes, -1)


def most(labels: Value) -> int | None:
    """How many classes there are by the greatest of these labels; None where they are not known."""
    known = data_of(labels)
    numbers = [] if known is MISSING else list(flat(known))
    return max(numbers) + 1 if numbers and all(type(one) is int for one in numbers) else None


def classes_of(given: Tensor, classes: Value, axis: Value) -> Tensor:
    """One position a class, on a new axis."""
    if given.shape is None or not isinstance(axis, int) or not -1 <= axis <= len(given.shape):
        raise NotKnown("categories of unknown rank")
    at = len(given.shape) if axis == -1 else axis
    count = fresh("?", least=1) if classes is None else size_of(classes, 1)
    return Tensor((*given.shape[:at], count, *given.shape[at:]), "float32", None, given.sources, given.labels)
