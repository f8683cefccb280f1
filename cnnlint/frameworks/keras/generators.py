"""Data that is read from folders, tables and series: pictures with their labels in batches, and windows of an array."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import sizes
from cnnlint.frameworks.common.origins import call_words
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.data import dataset, element
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.tensor import make
from cnnlint.graph import Input, Shape, Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Rest, Value
from cnnlint.symbolic import Size, fresh, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

CHANNELS = {"grayscale": 1, "rgb": 3, "rgba": 4}


def pictures(vm: Interpreter, size: Value, mode: Value) -> Tensor:
    """A batch of pictures of this size, which say what call they are from."""
    channels = CHANNELS.get(plain(mode) if isinstance(plain(mode), str) else "", fresh("?", least=1))
    height, width = sizes(size, 2, 1)
    source = Input("data", (height, width, channels), call_words(vm), "float32", None, vm.here())
    return Tensor((symbol("N"), height, width, channels), "float32", None, (source,))


def classes(names: Value) -> Size:
    """How many classes there are: as many as the program lists, else two or more."""
    given = plain(names)
    known = isinstance(given, (list, tuple)) and not any(isinstance(one, Rest) for one in given)
    return len(given) if known and given else fresh("?", least=2)


def labelled(images: Tensor, labels: Shape | None) -> Instance:
    """Pictures with labels of this shape; alone where that is None."""
    return dataset(make(images) if labels is None else (make(images), make(Tensor(labels))))


def unknown_labels(images: Tensor) -> Instance:
    """Pictures with labels of which nothing is known."""
    return dataset((make(images), make(Tensor(None))))


# --- data sets --------------------------------------------------------------------------------------------------------


@keras.function("keras.utils.image_dataset_from_directory", "keras.preprocessing.image_dataset_from_directory")
def from_directory(
    vm: Interpreter, directory: Value, labels: Value = "inferred", label_mode: Value = "int", class_names: Value = None,
    color_mode: Value = "rgb", batch_size: Value = 32, image_size: Value = (256, 256), shuffle: Value = True, seed: Value = None,
    validation_split: Value = None, subset: Value = None, **kwargs: Value,
) -> Value:  # fmt: skip
    images, mode = pictures(vm, image_size, color_mode), plain(label_mode)
    batch = symbol("N")
    shapes: dict[Value, Shape] = {"int": (batch,), "binary": (batch, 1), "categorical": (batch, classes(class_names))}
    if mode is None or plain(labels) is None:
        made = labelled(images, None)
    else:
        made = labelled(images, shapes[mode]) if isinstance(mode, str) and mode in shapes else unknown_labels(images)
    if plain(batch_size) is None:
        made = dataset(element(made.attrs["_element"]))
    return (made, dataset(made.attrs["_element"])) if subset == "both" else made


@keras.function("keras.utils.timeseries_dataset_from_array", "keras.preprocessing.timeseries_dataset_from_array")
def from_series(
    vm: Interpreter, data: Value, targets: Value = None, sequence_length: Value = None, sequence_stride: Value = 1,
    sampling_rate: Value = 1, batch_size: Value = 128, **kwargs: Value,
) -> Value:  # fmt: skip
    if not isinstance(data, TensorValue) or not data.tensor.shape:
        raise NotKnown("a series that is not known")
    (length,) = sizes(sequence_length, 1, 1)
    windows = make(Tensor((symbol("N"), length, *data.tensor.shape[1:]), data.tensor.dtype))
    given: Value = windows
    if targets is not None:
        shape = targets.tensor.shape if isinstance(targets, TensorValue) else None
        given = (windows, make(Tensor((symbol("N"), *shape[1:]) if shape else None)))
    return dataset(given) if plain(batch_size) is not None else dataset(element(given))


# --- generators -------------------------------------------------------------------------------------------------------

GENERATOR = keras.new_class("keras.preprocessing.image.ImageDataGenerator")


@keras.method(GENERATOR, "__init__", "fit")
def init_generator(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return None


def generated(vm: Interpreter, size: Value, color_mode: Value, class_mode: Value, names: Value) -> Instance:
    """What a generator gives in one of its modes."""
    images, mode, batch = pictures(vm, size, color_mode), plain(class_mode), symbol("N")
    if mode is None:
        return labelled(images, None)
    shapes: dict[Value, Shape | None] = {
        "binary": (batch,), "sparse": (batch,), "categorical": (batch, classes(names)), "input": images.shape,
    }  # fmt: skip
    return labelled(images, shapes[mode]) if isinstance(mode, str) and mode in shapes else unknown_labels(images)


@keras.method(GENERATOR, "flow_from_directory")
def flow_from_directory(
    vm: Interpreter, self: Instance, directory: Value, target_size: Value = (256, 256), color_mode: Value = "rgb", classes: Value = None,
    class_mode: Value = "categorical", *args: Value, **kwargs: Value,
) -> Value:  # fmt: skip
    return generated(vm, target_size, color_mode, class_mode, classes)


@keras.method(GENERATOR, "flow_from_dataframe")
def flow_from_dataframe(
    vm: Interpreter, self: Instance, dataframe: Value, directory: Value = None, x_col: Value = "filename", y_col: Value = "class",
    weight_col: Value = None, target_size: Value = (256, 256), color_mode: Value = "rgb", classes: Value = None,
    class_mode: Value = "categorical", *args: Value, **kwargs: Value,
) -> Value:  # fmt: skip
    if weight_col is not None:
        return unknown_labels(pictures(vm, target_size, color_mode))
    return generated(vm, target_size, color_mode, class_mode, classes)


@keras.method(GENERATOR, "flow")
def flow(vm: Interpreter, self: Instance, x: Value, y: Value = None, *args: Value, **kwargs: Value) -> Value:
    if not isinstance(x, TensorValue):
        raise NotKnown("images that are not known")

    def batch(value: Value) -> Value:
        shape = value.tensor.shape if isinstance(value, TensorValue) else None
        return make(Tensor((symbol("N"), *shape[1:]) if shape else None))

    return dataset(batch(x) if y is None else (batch(x), batch(y)))


@keras.method(GENERATOR, "__getattr__")
def get_generator_attribute(vm: Interpreter, self: Instance, name: str) -> Value:
    return vm.unknown(f"{name} of a generator")
