"""From a record to the layers of a functional model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.records import Record
from cnnlint.frameworks.keras import layer as layers
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Attributes, ClassValue, Instance, Native, Unknown, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Said = Mapping[str, Value]
"""What the program says of the model: `classes`, `classifier_activation`."""
Made = dict[str, Value]
"""What each layer has given, by its name."""


def follow(vm: Interpreter, record: Record, made: Made, said: Said, weights: Sequence[Value] = ()) -> list[Value]:
    """Make the layers and call them, one after the other; what the last ones give. The inputs are `made` already."""
    for cls, name, arguments, args, kwargs in record["layers"]:
        if cls == "InputLayer":
            continue
        operands = [value_of(arg, made, weights) for arg in args]
        if cls.startswith("ops."):
            made[name] = vm.call(vm.library_value(f"keras.{cls}"), operands)
            continue
        layer = layer_of(vm, cls, name, arguments, said, operands)
        made[name] = vm.call(layer, operands, {key: value_of(value, made, weights) for key, value in kwargs.items()})
    return [value_of(output, made) for output in record["outputs"]]


def layer_of(
    vm: Interpreter, cls: str, name: str, arguments: Record, said: Said, operands: Sequence[Value] = ()
) -> Value:
    """One layer: of Keras, of layers one after the other, or with a call that was recorded."""
    if "outputs" in arguments:
        made = vm.call(class_of(cls, arguments), (), {"name": name})
    elif "layers" in arguments:
        parts = [layer_of(vm, kind, title, given, said) for kind, title, given in arguments["layers"]]
        made = vm.call(vm.library_value(f"keras.{cls}"), (parts,), {"name": name})
    else:
        options = {key: argument_of(vm, value, said, operands) for key, value in arguments.items()}
        made = vm.call(vm.library_value(f"keras.layers.{cls}"), (), {**options, "name": name})
    if isinstance(made, Instance):
        made.site = None  # it is not the program's to mend
    return made


def argument_of(vm: Interpreter, value: Any, said: Said, operands: Sequence[Value]) -> Value:
    """An argument of a layer that is called with these operands."""
    if isinstance(value, list):
        return tuple(argument_of(vm, item, said, operands) for item in value)
    if not isinstance(value, dict):
        return value
    if "?" in value:
        return said[value["?"]]
    base, axis = value["odd"]
    size = plain(vm.getitem(vm.getattr(operands[0], "shape"), axis))
    if isinstance(size, Unknown):
        return size
    return base if size is None else vm.binary("+", base, vm.binary("%", size, 2))


def class_of(name: str, record: Record) -> ClassValue:
    """The class of a layer that Keras does not export."""

    def init(vm: Interpreter, self: Instance, name: Value) -> Value:
        layers.init(vm, self, name=name)
        for weight, sizes, trainable in record["weights"]:
            layers.add_weight(vm, self, name=weight, shape=tuple(sizes), trainable=trainable)
        return None

    def call(vm: Interpreter, self: Instance, *args: Value, **context: Value) -> Value:
        given = [one for arg in args for one in (arg if isinstance(arg, (list, tuple)) else [arg])]
        made = dict(zip(record["inputs"], given, strict=True))
        return follow(vm, record, made, {}, self.attrs["_own_weights"])[0]

    members = Attributes(__init__=Native(f"{name}.__init__", init), call=Native(f"{name}.call", call))
    return ClassValue(name, (layers.LAYER,), members, module="keras")


def value_of(value: Any, made: Made, weights: Sequence[Value] = ()) -> Value:
    """What a layer is called with."""
    if isinstance(value, list):
        return [value_of(item, made, weights) for item in value]
    if not isinstance(value, dict):
        return value
    if "w" in value:
        return weights[value["w"]]
    name, index = value["$"]
    found = made[name]
    return found[index] if isinstance(found, (list, tuple)) else found
