"""The models of `keras.applications` where the source of Keras is not at hand, from what was recorded of them.

A record is data: the layers with their arguments, and which takes what from which (`tests/backbones/record_keras.py` writes it, and
documents its form). It is built from the tables of Keras's layers, like a functional model of the program's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.records import Record, Records
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.backbones.building import follow
from cnnlint.interpreter.native import Host, Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("keras")
RECORDS = Records(Path(__file__).with_name("applications.zip"))
NAMES = ("include_top", "weights", "input_tensor", "input_shape", "pooling", "classes", "classifier_activation", "name")
POOLING = {"avg": "GlobalAveragePooling2D", "max": "GlobalMaxPooling2D"}


def builder(name: str, parameters: Mapping[str, Any]) -> Host:
    """The function that makes a model."""
    order = list(parameters)

    def make(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
        given: dict[str, Value] = {**parameters, **dict(zip(order, args, strict=False)), **kwargs}
        other = [key for key, value in given.items() if key not in NAMES and value != parameters.get(key)]
        if other or len(args) > len(order):
            return vm.unknown(f"{name}({', '.join(other)}): the source of Keras is not at hand")
        top = plain(given["include_top"])
        if not isinstance(top, bool):
            return vm.unknown(f"whether {name} has its top")
        return build(vm, name, RECORDS[name if top else f"{name}-notop"], given, top=top)

    return make


def build(vm: Interpreter, name: str, record: Record, given: Mapping[str, Value], *, top: bool) -> Value:
    """The layers, one after the other, and the model of them."""
    first = next(layer for layer in record["layers"] if layer[0] == "InputLayer")
    start = input_of(vm, given["input_tensor"], given["input_shape"], first[2]["shape"])
    outputs = follow(vm, record, {first[1]: start}, given)
    pooling = plain(given.get("pooling"))
    if not top and isinstance(pooling, str) and pooling in POOLING:
        outputs = [vm.call(vm.call(vm.library_value(f"keras.layers.{POOLING[pooling]}")), (outputs[0],))]
    title = given.get("name") if given.get("name") is not None else name.lower()
    return vm.call(vm.library_value("keras.Model"), (start, outputs[0]), {"name": title})


def input_of(vm: Interpreter, tensor: Value, shape: Value, recorded: list[Any]) -> Value:
    """The input: what the program gives, else one of the shape that it says, else of the recorded one."""
    if isinstance(tensor, TensorValue):
        return tensor
    wanted = tuple(recorded) if shape is None else shape
    return vm.call(vm.library_value("keras.Input"), (), {"shape": wanted})


def unchanged(vm: Interpreter, x: Value, data_format: Value = None, mode: Value = None) -> Value:
    """`preprocess_input`: other numbers in the same shape."""
    return x


for _name, (_home, _parameters) in RECORDS.index.items():
    LIBRARY.function(f"keras.applications.{_name}", f"keras.applications.{_home}.{_name}")(builder(_name, _parameters))
    LIBRARY.function(f"keras.applications.{_home}.preprocess_input")(unchanged)
