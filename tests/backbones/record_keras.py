"""Record the models of keras.applications as data: their layers with arguments, and which take what from which.

    KERAS_BACKEND=tensorflow python tests/backbones/record_keras.py

This runs Keras, with TensorFlow, as one model is not to be had with PyTorch; cnnlint itself only reads what is written here:
`cnnlint/frameworks/keras/backbones/applications.zip`, two JSON documents a model, with its top and (`-notop`) without. `index` has the
parameters of each builder.

`layers` are in order: class, name, arguments, and what the layer is called with, where {"$": [name, 0]} stands for what a layer gave first;
an operation has the name of its function for a class. `outputs` are what the model gives. A layer that Keras does not export has a document
of what its call does for arguments: `inputs` are the names of what it is given, `weights` the names and shapes of its own, of which
{"w": 0} stands for the first. A Sequential in a model has its layers for arguments. An argument {"?": "classes"} is what the program says,
{"odd": [0, 1]} is 0 or, where the layer is given an odd size on axis 1, one more.
"""

from __future__ import annotations

import inspect
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import keras
from recording import NotRecorded, plain, write

OUT = Path(__file__).parents[2] / "cnnlint" / "frameworks" / "keras" / "backbones"
SAME_FOR_ALL = ("name", "trainable", "dtype", "seed", "batch_shape", "sparse", "ragged", "optional", "synchronized")
SIZES = (
    257,
    133,
)  # halved again and again, one stays odd; behind a first layer that takes its border away, one is even and then odd
OF_WEIGHTS = ("_initializer", "_regularizer", "_constraint")


def arguments(layer: keras.layers.Layer) -> dict[str, Any]:
    """The arguments of a layer that decide its shapes, where they are not the defaults."""
    if isinstance(layer, keras.layers.InputLayer):
        return {"shape": plain(layer.batch_shape[1:])}
    if isinstance(layer, keras.Sequential):
        return {"layers": [[type(part).__name__, part.name, arguments(part)] for part in layer.layers]}
    if not is_exported(layer):
        return body(layer)
    known = inspect.signature(type(layer).__init__).parameters
    found = {}
    for name, value in layer.get_config().items():
        if name in SAME_FOR_ALL or name.endswith(OF_WEIGHTS) or name not in known or value == known[name].default:
            continue
        found[name] = plain(value)
    return found


def is_exported(layer: keras.layers.Layer) -> bool:
    """True if programs can make such a layer by its name in `keras.layers`."""
    return getattr(keras.layers, type(layer).__name__, None) is type(layer)


def body(layer: keras.layers.Layer) -> dict[str, Any]:
    """What the call of a layer does, as a document."""
    given = keras.tree.map_structure(
        lambda tensor: keras.Input(batch_shape=tensor.shape, dtype=tensor.dtype), call_of(layer).args
    )
    inputs = keras.tree.flatten(given)
    weights = layer.weights
    found = graph(keras.Model(inputs, layer.call(*given)), weights)
    return {
        "inputs": [encoded(tensor)["$"][0] for tensor in inputs],
        "weights": [[weight.name, list(weight.shape), weight.trainable] for weight in weights],
        "layers": [one for one in found["layers"] if one[0] != "InputLayer"],
        "outputs": found["outputs"],
    }


def call_of(operation: keras.Operation) -> Any:
    """What a layer or an operation is called with, the only time that it is."""
    calls = operation._inbound_nodes
    if len(calls) != 1:
        raise NotRecorded(f"{operation.name} is called {len(calls)} times")
    return calls[0].arguments


def encoded(value: Any, weights: Sequence[keras.Variable] = ()) -> Any:
    """What a layer is called with."""
    if isinstance(value, keras.KerasTensor):
        made, _, index = value._keras_history
        return {"$": [made.name, index]}
    for number, weight in enumerate(weights):
        if value is weight:
            return {"w": number}
    return [encoded(item, weights) for item in value] if isinstance(value, (list, tuple)) else plain(value)


def function(operation: keras.Operation) -> str:
    """The name of the function of an operation."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(operation).__name__).lower()
    if not hasattr(keras.ops, name):
        raise NotRecorded(f"the operation {name}")
    return f"ops.{name}"


def graph(model: keras.Model, weights: Sequence[keras.Variable] = ()) -> dict[str, Any]:
    """The layers and operations of a model, in order, and what it gives."""
    layers = []
    for one in model.operations:
        call = call_of(one)
        args = [encoded(arg, weights) for arg in call.args]
        named = {
            key: encoded(value, weights)
            for key, value in call.kwargs.items()
            if value is not None and key != "training"
        }
        is_layer = isinstance(one, keras.layers.Layer)
        cls = type(one).__name__ if is_layer else function(one)
        layers.append([cls, one.name, arguments(one) if is_layer else {}, args, named if is_layer else {}])
    return {"layers": layers, "outputs": [encoded(output) for output in model.outputs]}


# --- what differs from one model to another ---------------------------------------------------------------------------


class Both(NamedTuple):
    """A model as data, and for each layer whether the rows and columns that it is given are odd in number."""

    found: dict[str, Any]
    odd: list[tuple[int, ...]]


def built(builder: Callable[..., keras.Model], **options: Any) -> Both:
    """One model."""
    keras.utils.clear_session()  # names are counted from the start
    model = builder(weights=None, **options)
    shapes = [(keras.tree.flatten(one.input) or [one.output])[0].shape for one in model.operations]
    return Both(graph(model), [tuple((size or 0) % 2 for size in shape) for shape in shapes])


def open_head(top: dict[str, Any], base: dict[str, Any]) -> None:
    """Let stand open, in the layers that only the model with its top has, what the program may say of the classes."""
    below = {layer[1] for layer in base["layers"]}
    named = {1000: "classes", "softmax": "classifier_activation"}

    def opened(value: Any) -> Any:
        if isinstance(value, list):
            return [opened(item) for item in value]
        return {"?": named[value]} if isinstance(value, (int, str)) and value in named else value

    for layer in top["layers"]:
        if layer[1] not in below:
            layer[2] = {key: opened(value) for key, value in layer[2].items()}


def paddings(models: Sequence[Both]) -> dict[str, list[Any]]:
    """The padding of each layer that pads one more in front where rows or columns are even in number.

    It is one rule for both axes; it has to hold for all models, which are of one builder and other sizes.
    """
    samples: dict[str, list[tuple[list[list[int]], tuple[int, ...]]]] = {}
    for found, odd in models:
        for layer, parity in zip(found["layers"], odd, strict=True):
            if layer[0] == "ZeroPadding2D":
                samples.setdefault(layer[1], []).append((layer[2].get("padding", [[1, 1], [1, 1]]), parity[1:3]))
    rules: dict[str, list[Any]] = {}
    for name, seen in samples.items():
        if all(padding == seen[0][0] for padding, _ in seen):
            continue
        bases = {(pair[0] - odd, pair[1]) for padding, odds in seen for pair, odd in zip(padding, odds, strict=True)}
        if len(bases) > 1:
            raise NotRecorded(f"{name} pads by the size of the image")
        ((before, behind),) = bases
        rules[name] = [[{"odd": [before, axis]}, behind] for axis in (1, 2)]
    return rules


def main() -> None:
    """Record all that can be."""
    OUT.mkdir(exist_ok=True)
    index = {}
    with zipfile.ZipFile(OUT / "applications.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, builder in sorted(vars(keras.applications).items()):
            if not name[0].isupper():
                continue
            try:
                models = [built(builder), built(builder, include_top=False)]
                models.append(built(builder, include_top=False, input_shape=(*SIZES, 3)))
                rules = paddings(models)
            except NotRecorded as reason:
                print(f"{name}: not recorded: {reason}")
                continue
            top, base, _ = (model.found for model in models)
            open_head(top, base)
            for layer in (*top["layers"], *base["layers"]):
                layer[2] |= {"padding": rules[layer[1]]} if layer[1] in rules else {}
            for suffix, found in (("", top), ("-notop", base)):
                write(archive, f"{name}{suffix}", {"version": keras.__version__, **found})
            parameters = inspect.signature(builder).parameters
            index[name] = [builder.__module__.rpartition(".")[2], {p.name: p.default for p in parameters.values()}]
        write(archive, "index", index)


if __name__ == "__main__":
    main()
