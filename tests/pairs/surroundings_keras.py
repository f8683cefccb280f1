"""What the programs for Keras find around them where only Keras itself is installed.

Data sets that would be downloaded are arrays of their documented shapes, `data/train` holds eight pictures of cats and dogs, and the part of
TensorFlow and scikit-learn that feeds models stands in for them. Models, layers, losses and training are those of Keras.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import keras
import numpy as np

PICTURES, CLASSES = 8, 2
CHANNELS = {"rgb": 3, "rgba": 4, "grayscale": 1}
SETS: dict[str, tuple[int, int, tuple[int, ...], tuple[int, ...], int]] = {
    "mnist": (60000, 10000, (28, 28), (), 10),
    "fashion_mnist": (60000, 10000, (28, 28), (), 10),
    "cifar10": (50000, 10000, (32, 32, 3), (1,), 10),
    "cifar100": (50000, 10000, (32, 32, 3), (1,), 100),
    "boston_housing": (404, 102, (13,), (), 1),
}
"""Examples to train and to test on, the shapes of an example and of a label, and how many classes there are."""
PARTS = ("activations", "applications", "backend", "callbacks", "constraints", "datasets", "initializers", "layers", "losses", "metrics",
         "models", "optimizers", "preprocessing", "regularizers", "utils")  # fmt: skip

ASKED_FOR = ("DType", "RaggedTensor", "SparseTensor", "Tensor", "TensorShape", "TypeSpec", "Variable")
"""Classes of TensorFlow that Keras and its helpers ask for wherever there is a module of that name."""


class Batches(keras.utils.PyDataset):  # type: ignore[misc]
    """Elements that are given one by one, in the way of tf.data."""

    def __init__(self, elements: Sequence[Any]) -> None:
        super().__init__()
        self.elements = list(elements)

    def __len__(self) -> int:
        return len(self.elements)

    def __getitem__(self, index: int) -> Any:
        return self.elements[index % len(self)]

    @classmethod
    def from_tensor_slices(cls, tensors: Any) -> Batches:
        arrays = keras.tree.map_structure(np.asarray, tensors)
        count = len(keras.tree.flatten(arrays)[0])
        return cls([keras.tree.map_structure(lambda a, i=i: a[i], arrays) for i in range(count)])

    def batch(self, batch_size: int, drop_remainder: bool = False, **kwargs: Any) -> Batches:
        groups = [self.elements[i : i + batch_size] for i in range(0, len(self), batch_size)]
        if drop_remainder:
            groups = [group for group in groups if len(group) == batch_size]
        return Batches([keras.tree.map_structure(lambda *rows: np.stack(rows), *group) for group in groups])

    def map(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Batches:
        return Batches([function(*one) if isinstance(one, tuple) else function(one) for one in self.elements])

    def unbatch(self) -> Batches:
        return Batches(
            [
                keras.tree.map_structure(lambda a, i=i: a[i], one)
                for one in self.elements
                for i in range(len(keras.tree.flatten(one)[0]))
            ]
        )

    def take(self, count: int) -> Batches:
        return Batches(self.elements[:count])

    def skip(self, count: int) -> Batches:
        return Batches(self.elements[count:])

    def shuffle(self, *args: Any, **kwargs: Any) -> Batches:
        return self

    prefetch = cache = repeat = shuffle


class ImageDataGenerator:
    """The generator of pictures that TensorFlow keeps."""

    def __init__(self, **kwargs: Any) -> None:
        self.kwargs = kwargs

    def flow_from_directory(
        self,
        directory: str,
        target_size: tuple[int, int] = (256, 256),
        color_mode: str = "rgb",
        classes: Sequence[str] | None = None,
        class_mode: str | None = "categorical",
        batch_size: int = 32,
        **kwargs: Any,
    ) -> Batches:
        pictures, kinds = found(target_size, color_mode)
        labels = {"categorical": np.eye(CLASSES)[kinds], "input": pictures, None: None}.get(class_mode, kinds)
        return grouped(pictures, labels, batch_size)

    def flow(self, x: Any, y: Any = None, batch_size: int = 32, **kwargs: Any) -> Batches:
        if np.ndim(x) != 4:
            raise ValueError(f"Input data in `NumpyArrayIterator` should have rank 4, not the shape {np.shape(x)}")
        return grouped(np.asarray(x), y, batch_size)

    def fit(self, x: Any) -> None:
        """Nothing is learnt of the pictures."""


def found(size: tuple[int, int], color_mode: str) -> tuple[Any, Any]:
    """The pictures of the folder and their kinds."""
    return np.random.rand(PICTURES, *size, CHANNELS[color_mode]), np.arange(PICTURES) % CLASSES


def grouped(x: Any, y: Any, batch_size: int) -> Batches:
    """Arrays as batches."""
    starts = range(0, len(x), batch_size)
    return Batches([x[i : i + batch_size] if y is None else (x[i : i + batch_size], y[i : i + batch_size]) for i in starts])  # fmt: skip


def image_dataset_from_directory(
    directory: str,
    labels: Any = "inferred",
    label_mode: str | None = "int",
    class_names: Sequence[str] | None = None,
    color_mode: str = "rgb",
    batch_size: int | None = 32,
    image_size: tuple[int, int] = (256, 256),
    **kwargs: Any,
) -> Batches:
    pictures, kinds = found(image_size, color_mode)
    modes = {"categorical": np.eye(CLASSES)[kinds], "binary": kinds[:, None], None: None}
    made = grouped(pictures, modes.get(label_mode, kinds), batch_size or PICTURES)
    return made if batch_size else made.unbatch()


def timeseries_dataset_from_array(
    data: Any, targets: Any, sequence_length: int, batch_size: int = 128, **kwargs: Any
) -> Batches:
    count = len(data) - sequence_length + 1
    windows = np.stack([data[i : i + sequence_length] for i in range(count)])
    return grouped(windows, None if targets is None else targets[:count], batch_size)


def train_test_split(*arrays: Any, test_size: float = 0.25, **kwargs: Any) -> list[Any]:
    last = len(arrays[0]) - int(np.ceil(len(arrays[0]) * test_size))
    return [part for array in arrays for part in (array[:last], array[last:])]


def one_hot(indices: Any, depth: int) -> Any:
    return np.eye(depth)[np.asarray(indices)]


def loader(name: str) -> Callable[..., Any]:
    """What loads a data set: zeros, and labels of every class."""
    train, test, example, label, classes = SETS[name]

    def part(count: int) -> tuple[Any, Any]:
        kinds = (np.arange(count) % classes).astype("uint8")
        return np.zeros((count, *example), "uint8"), kinds.reshape((count, *label))

    return lambda *args, **kwargs: (part(train), part(test))


def module(name: str, **values: Any) -> ModuleType:
    """A module that stands in for one that is not installed."""
    made = ModuleType(name)
    vars(made).update(values)
    sys.modules[name] = made
    return made


def prepare() -> None:
    """Put all of it in its place."""
    for name in SETS:
        getattr(keras.datasets, name).load_data = loader(name)
    keras.utils.image_dataset_from_directory = image_dataset_from_directory
    keras.utils.timeseries_dataset_from_array = timeseries_dataset_from_array
    model_selection = module("sklearn.model_selection", train_test_split=train_test_split)
    module("sklearn", model_selection=model_selection)
    data = module("tensorflow.data", Dataset=Batches, AUTOTUNE=-1)
    values: dict[str, Any] = {name: type(name, (), {}) for name in ASKED_FOR}
    values.update(one_hot=one_hot, cast=keras.ops.cast, executing_eagerly=lambda: True)
    module("tensorflow", keras=keras, data=data, __version__="2.18.0", **values)
    sys.modules["tensorflow.keras"] = keras
    for part in PARTS:
        sys.modules[f"tensorflow.keras.{part}"] = getattr(keras, part)
    pictures = module("tensorflow.keras.preprocessing.image", ImageDataGenerator=ImageDataGenerator)
    keras.preprocessing.image.ImageDataGenerator = pictures.ImageDataGenerator
