"""The part of scikit-learn that prepares the data of networks: splitting, shuffling and scaling arrays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cnnlint.frameworks.numpy.array import as_tensor, of_shape
from cnnlint.graph import Tensor
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.symbolic import Size, fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("sklearn")
TESTED = 0.25  # the share of the test set where nothing is said


@LIBRARY.function("sklearn.model_selection.train_test_split")
def train_test_split(vm: Interpreter, *arrays: Value, test_size: Value = None, train_size: Value = None, **kwargs: Value) -> Value:  # fmt: skip
    given = [as_tensor(one) for one in arrays]
    if not given or any(not one.shape for one in given):
        raise NotKnown("arrays of which the length is not known")
    first = given[0].shape or ()
    sizes = parts(first[0], plain(test_size), plain(train_size))
    return [of_shape((size, *(one.shape or ())[1:]), one.dtype) for one in given for size in sizes]


def parts(count: Size, test: Value, train: Value) -> tuple[Size, Size]:
    """How many examples are to train on, and to test on: the test set is rounded up, the training set down."""
    if test is None and train is None:
        test = TESTED
    numbers = (int, float)
    known = all(one is None or (isinstance(one, numbers) and not isinstance(one, bool)) for one in (test, train))
    if not isinstance(count, int) or not known:
        return fresh("?", least=1), fresh("?", least=1)
    tested = math.ceil(test * count) if isinstance(test, float) else test
    trained = math.floor(train * count) if isinstance(train, float) else train
    return (count - tested if trained is None else trained, count - trained if tested is None else tested)


@LIBRARY.function("sklearn.utils.shuffle")
def shuffle(vm: Interpreter, *arrays: Value, **kwargs: Value) -> Value:
    same = [of_shape(found.shape, found.dtype) for found in map(as_tensor, arrays)]
    return same if len(same) > 1 else same[0] if same else None


# --- what learns from the data how to change them ---------------------------------------------------------------------


def scaler(name: str) -> None:
    """A class whose objects change every number of an array."""
    cls = LIBRARY.new_class(name)

    @LIBRARY.method(cls, "__init__")
    def init(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        return None

    @LIBRARY.method(cls, "fit", "partial_fit")
    def fit(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        return self

    @LIBRARY.method(cls, "fit_transform", "transform", "inverse_transform")
    def transform(vm: Interpreter, self: Instance, X: Value, *args: Value, **kwargs: Value) -> Value:
        found: Tensor = as_tensor(X)
        return of_shape(found.shape, found.dtype)

    @LIBRARY.method(cls, "__getattr__")
    def get_attribute(vm: Interpreter, self: Instance, name: str) -> Value:
        return vm.unknown(f"{name} of an object that scales data")


for _name in ("StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler", "LabelEncoder", "Normalizer"):
    scaler(f"sklearn.preprocessing.{_name}")
