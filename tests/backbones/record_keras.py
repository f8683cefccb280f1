"""Record the models of keras.applications as data: their layers with arguments, and which take what from which.

    KERAS_BACKEND=torch python tests/backbones/record_keras.py

This runs Keras; cnnlint itself only reads what is written here: `cnnlint/frameworks/keras/backbones/applications.zip`, two JSON documents a
model, with its top and (`-notop`) without. `layers` are in order: class, name, arguments, and what the layer is called with, where
{"$": [name, 0]} stands for what a layer gave first; an operation has the name of its function for a class. `outputs` are what the model gives. `index` has the parameters of each builder.
"""

from __future__ import annotations

import inspect
import zipfile
from pathlib import Path
from typing import Any

import keras
from record_torch import NotRecorded, plain, write

OUT = Path(__file__).parents[2] / "cnnlint" / "frameworks" / "keras" / "backbones"
SAME_FOR_ALL = ("name", "trainable", "dtype", "seed", "batch_shape", "sparse", "ragged", "optional", "synchronized")
OF_WEIGHTS = ("_initializer", "_regularizer", "_constraint")


def arguments(layer: keras.layers.Layer) -> dict[str, Any]:
    """The arguments of a layer that decide its shapes, where they are not the defaults."""
    known = inspect.signature(type(layer).__init__).parameters
    found = {}
    for name, value in layer.get_config().items():
        if name in SAME_FOR_ALL or name.endswith(OF_WEIGHTS) or name not in known or value == known[name].default:
            continue
        found[name] = plain(value)
    return found


def encoded(value: Any) -> Any:
    """What a layer is called with."""
    if isinstance(value, keras.KerasTensor):
        made, _, index = value._keras_history
        return {"$": [made.name, index]}
    return [encoded(item) for item in value] if isinstance(value, (list, tuple)) else plain(value)


def document(model: keras.Model) -> dict[str, Any]:
    """The model as data."""
    layers = []
    for layer in model.operations:
        if type(layer).__module__.startswith("keras.src.ops"):
            node = layer._inbound_nodes[0].arguments
            layers.append(
                [f"ops.{type(layer).__name__.lower()}", layer.name, {}, [encoded(arg) for arg in node.args], {}]
            )
            continue
        if type(layer).__module__.startswith("keras.src.applications") or not hasattr(
            keras.layers, type(layer).__name__
        ):
            raise NotRecorded(f"a layer of its own, {type(layer).__name__}")
        if len(layer._inbound_nodes) != 1:
            raise NotRecorded(f"{layer.name} is called {len(layer._inbound_nodes)} times")
        node = layer._inbound_nodes[0].arguments
        shape = list(layer.batch_shape[1:]) if isinstance(layer, keras.layers.InputLayer) else None
        given = {"shape": shape} if shape else arguments(layer)
        named = {
            name: encoded(value) for name, value in node.kwargs.items() if value is not None and name != "training"
        }
        layers.append([type(layer).__name__, layer.name, given, [encoded(arg) for arg in node.args], named])
    return {"version": keras.__version__, "layers": layers, "outputs": [encoded(output) for output in model.outputs]}


def main() -> None:
    """Record all that can be."""
    OUT.mkdir(exist_ok=True)
    index = {}
    with zipfile.ZipFile(OUT / "applications.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, builder in sorted(vars(keras.applications).items()):
            if not name[0].isupper():
                continue
            try:
                for top in (True, False):
                    keras.utils.clear_session()
                    with keras.device("meta"):  # no memory for weights
                        found = document(builder(weights=None, include_top=top))
                    write(archive, name if top else f"{name}-notop", found)
            except (NotRecorded, ValueError) as reason:  # some are not to be had with every backend
                print(f"{name}: not recorded: {reason}")
                continue
            parameters = inspect.signature(builder).parameters
            index[name] = [builder.__module__.rpartition(".")[2], {p.name: p.default for p in parameters.values()}]
        write(archive, "index", index)


if __name__ == "__main__":
    main()
