"""Data: the sets that come with Keras, and pipelines of which the shape of an element is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.functions.create import nested_shape
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.tensor import make
from cnnlint.graph import Input, Labels, Source, Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Instance, IteratorValue, Rest, Value
from cnnlint.symbolic import Size, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

# Examples for training and for testing; images or rows; the shape of a label; how many classes the labels number, 0 where they are none.
SETS: dict[str, tuple[int, int, tuple[int, ...], tuple[int, ...], int]] = {
    "mnist": (60000, 10000, (28, 28), (), 10),
    "fashion_mnist": (60000, 10000, (28, 28), (), 10),
    "cifar10": (50000, 10000, (32, 32, 3), (1,), 10),
    "cifar100": (50000, 10000, (32, 32, 3), (1,), 100),
    "boston_housing": (404, 102, (13,), (), 0),
    "california_housing": (16512, 4128, (8,), (), 0),
    "imdb": (25000, 25000, (), (), 2),
    "reuters": (8982, 2246, (), (), 46),
}
COARSE = 20  # classes of cifar100, by `label_mode="coarse"`


def array(shape: tuple[Size, ...], dtype: str, sources: tuple[Source, ...] = (), labels: Labels | None = None) -> Value:
    """A NumPy array of this shape."""
    from cnnlint.frameworks.numpy import ARRAY

    return TensorValue(ARRAY, Tensor(shape, dtype, None, sources, labels))


def declare(name: str) -> None:
    """The function that loads a data set."""
    many, few, example, label, classes = SETS[name]
    dtype = "uint8" if len(example) > 1 else "float64"

    @keras.function(f"keras.datasets.{name}.load_data")
    def load(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
        source = Input("data", (many, *example), f"keras.datasets.{name}", dtype, None, vm.here())
        given = kwargs.get("label_mode", args[0] if args and name == "cifar100" else None)
        labels = Labels(COARSE if given == "coarse" else classes, source.origin) if classes else None
        return tuple(
            (array((count, *example), dtype, (source,)), array((count, *label), "int64", (), labels))
            for count in (many, few)
        )


for _name in SETS:
    declare(_name)


# --- pipelines --------------------------------------------------------------------------------------------------------

DATASET = keras.new_class("tensorflow.data.Dataset")


def dataset(element: Value) -> Instance:
    """A pipeline that gives batches like this one."""
    made = Instance(DATASET)
    made.attrs["_element"] = element
    return made


def element_of(value: Value) -> Value:
    """What a model gets of what `fit` is given: of (inputs, targets) the inputs."""
    if isinstance(value, Instance) and DATASET in value.cls.mro:
        found = value.attrs.get("_element")
        return found[0] if isinstance(found, tuple) and found else found
    return value


def target_of(value: Value) -> Value:
    """What a pipeline of (inputs, targets) gives to compare with; None where there is nothing."""
    found = value.attrs.get("_element") if isinstance(value, Instance) and DATASET in value.cls.mro else None
    return found[1] if isinstance(found, tuple) and len(found) > 1 else None


def batch(value: Value, size: Value) -> Value:
    """Elements as a batch."""
    if isinstance(value, TensorValue):
        shape = value.tensor.shape
        shape = None if shape is None else (symbol("N"), *shape)
        return make(Tensor(shape, value.tensor.dtype, None, value.tensor.sources, value.tensor.labels))
    if isinstance(value, dict):
        return {key: batch(one, size) for key, one in value.items()}
    return tuple(batch(one, size) for one in value) if isinstance(value, tuple) else value


def element(value: Value) -> Value:
    """One row of arrays: of a list the elements of one kind, of a tuple or dict one row of each."""
    value = plain(value)
    if isinstance(value, TensorValue):
        shape = value.tensor.shape
        given = value.tensor
        return make(Tensor(shape[1:] if shape else None, given.dtype, None, given.sources, given.labels))
    if isinstance(value, tuple):
        return tuple(element(one) for one in value)
    if isinstance(value, dict):
        return {key: element(one) for key, one in value.items()}
    if isinstance(value, list):
        return element(array_of(value))
    return make(Tensor(None))


def array_of(values: list[Value]) -> Value:
    """A list as the tensor that it is made into."""
    shape = nested_shape(values)
    return make(Tensor(shape, None)) if shape else make(Tensor(None))


def from_slices(vm: Interpreter, tensors: Value, name: Value = None) -> Value:
    """`Dataset.from_tensor_slices`."""
    return dataset(element(tensors))


keras.function("tensorflow.data.Dataset.from_tensor_slices")(from_slices)
DATASET.namespace["from_tensor_slices"] = keras.lookup("tensorflow.data.Dataset.from_tensor_slices")
DATASET.namespace["from_tensor_slices"].binds = False


@keras.method(DATASET, "shuffle", "prefetch", "cache", "repeat", "take", "skip", "filter", "with_options", "shard")
def same(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return self


@keras.method(DATASET, "batch")
def batched(vm: Interpreter, self: Instance, batch_size: Value = None, *args: Value, **kwargs: Value) -> Value:
    return dataset(batch(self.attrs.get("_element"), batch_size))


@keras.method(DATASET, "unbatch")
def unbatched(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return dataset(element(self.attrs.get("_element")))


@keras.method(DATASET, "map")
def mapped(vm: Interpreter, self: Instance, map_func: Value, *args: Value, **kwargs: Value) -> Value:
    held = self.attrs.get("_element")
    if held is None:
        return dataset(None)
    result = vm.call(map_func, held if isinstance(held, tuple) else (held,))
    if isinstance(result, list):
        result = tuple(result)
    return dataset(result if isinstance(result, (tuple, dict, TensorValue)) else None)


@keras.method(DATASET, "__iter__", "as_numpy_iterator")
def iterate(vm: Interpreter, self: Instance) -> Value:
    found = self.attrs.get("_element")
    why = vm.unknown("the elements of a data set")
    return IteratorValue([Rest(why)] if found is None else [found])


@keras.method(DATASET, "__getattr__")
def get_attribute(vm: Interpreter, self: Instance, name: str) -> Value:
    return vm.unknown(f"{name} of a data set")
