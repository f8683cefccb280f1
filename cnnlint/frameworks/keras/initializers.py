"""Initialisers: called with a shape, they give a tensor of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import shape as shape_of
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.state import snake_case
from cnnlint.frameworks.keras.tensor import make
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import Instance, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

NAMES = (
    "Constant", "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "Identity", "LecunNormal", "LecunUniform", "Ones", "Orthogonal",
    "RandomNormal", "RandomUniform", "TruncatedNormal", "VarianceScaling", "Zeros",
)  # fmt: skip

CONSTANTS = ("Constant", "Ones", "Zeros")

INITIALIZER = keras.new_class("keras.initializers.Initializer")


@keras.method(INITIALIZER, "__init__")
def init(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return None


@keras.method(INITIALIZER, "__call__")
def call(vm: Interpreter, self: Instance, shape: Value, dtype: Value = None, **kwargs: Value) -> Value:
    return make(Tensor(shape_of(shape), dtype if isinstance(dtype, str) else "float32"))


@keras.method(INITIALIZER, "get_config", "clone", "__getattr__")
def of_no_concern(vm: Interpreter, self: Instance, *args: Value) -> Value:
    return vm.unknown("a setting of an initialiser")


BY_NAME = {"uniform": "RandomUniform", "normal": "RandomNormal", **{snake_case(name): name for name in NAMES}}
for _name in NAMES:
    keras.new_class(f"keras.initializers.{_name}", INITIALIZER)
for _name, _cls in BY_NAME.items():  # the names of Keras 2, and TensorFlow's own
    keras.add(f"keras.initializers.{_name}", keras.lookup(f"keras.initializers.{_cls}"))
for _old, _cls in {
    "random_normal_initializer": "RandomNormal", "random_uniform_initializer": "RandomUniform", "constant_initializer": "Constant",
    "zeros_initializer": "Zeros", "ones_initializer": "Ones", "truncated_normal_initializer": "TruncatedNormal",
}.items():  # fmt: skip
    keras.add(f"tensorflow.{_old}", keras.lookup(f"keras.initializers.{_cls}"))


@keras.function("keras.initializers.get")
def get(vm: Interpreter, identifier: Value = None) -> Value:
    """An initialiser by name; a class is made an object, anything else is handed on."""
    if isinstance(identifier, str):
        found = BY_NAME.get(identifier, identifier)
        if found in NAMES:
            return vm.call(keras.lookup(f"keras.initializers.{found}"))
        return vm.unknown("an initialiser")
    return vm.unknown("an initialiser") if isinstance(identifier, dict) else identifier


def is_constant(identifier: Value) -> bool:
    """Whether an initialiser, by its name or as an object, fills with one number."""
    if isinstance(identifier, str):
        return BY_NAME.get(identifier, identifier) in CONSTANTS
    return isinstance(identifier, Instance) and INITIALIZER in identifier.cls.mro and identifier.cls.name in CONSTANTS
