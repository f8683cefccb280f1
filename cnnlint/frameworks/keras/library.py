"""The table of the names of Keras and of the part of TensorFlow that models are written with.

The modules of this room fill it when they are imported. Keras stands under its own name; `tf.keras` and the places where the implementation
keeps things lead to the same entries.
"""

from __future__ import annotations

from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import MISSING, Attributes, ClassValue, Unknown, Value

# Packages of which every public name is at least an object of which nothing is known.
OPAQUE = (
    "callbacks", "constraints", "datasets", "distribution", "dtype_policies", "export", "initializers", "metrics", "mixed_precision", "optimizers",
    "preprocessing", "quantizers", "regularizers", "saving", "utils", "wrappers", "tree",
)  # fmt: skip


class KerasLibrary(Library):
    """A library that also knows layers by the modules that they are implemented in (`keras.src.layers.core.dense.Dense`)."""

    def spare(self) -> Library | None:
        """The recorded models of `keras.applications`."""
        from cnnlint.frameworks.keras.backbones import LIBRARY  # loaded where a program asks for one of them

        return LIBRARY

    def canonical(self, dotted: str) -> str:
        """The documented form of a dotted name."""
        found = super().canonical(dotted)
        if found in self.values or found in self.packages or not found.startswith("keras."):
            return found
        package, name = found.split(".")[1], found.rpartition(".")[2]
        short = f"keras.{package}.{name}"
        return short if short in self.values else found

    def lookup(self, dotted: str) -> Value:
        """The value of a dotted name; of a package whose names are not told apart, a class of which nothing is known."""
        found = super().lookup(dotted)
        if found is not MISSING:
            return found
        parts = self.canonical(dotted).split(".")
        if len(parts) > 2 and parts[0] == "keras" and parts[1] in OPAQUE and parts[-1][:1].isupper():
            return self.opaque(".".join(parts))
        return MISSING

    def opaque(self, dotted: str) -> ClassValue:
        """A class of which only the name is known."""
        module, _, name = dotted.rpartition(".")
        cls = ClassValue(name, (), Attributes(), module=module, open_=Unknown(f"an object of {dotted}"))
        self.add(dotted, cls)
        return cls


keras = KerasLibrary(
    "keras",
    "tensorflow",
    "tf_keras",
    aliases={
        "tf_keras": "keras",
        "tensorflow.losses": "keras.losses",
        "tensorflow.metrics": "keras.metrics",
        "tensorflow.optimizers": "keras.optimizers",
        "tensorflow.initializers": "keras.initializers",
        "tensorflow.keras": "keras",
        "tensorflow.python.keras": "keras",
        "tensorflow.contrib.keras": "keras",
        "tensorflow.compat.v1": "tensorflow",
        "tensorflow.compat.v2": "tensorflow",
        "tensorflow._api.v2": "tensorflow",
        "keras.api": "keras",
        "keras.api._v2.keras": "keras",
        "keras.api._v1.keras": "keras",
        "keras.src": "keras",
        "keras.ops.nn": "keras.ops",
        "keras.ops.numpy": "keras.ops",
        "keras.ops.math": "keras.ops",
        "keras.ops.core": "keras.ops",
        "keras.ops.linalg": "keras.ops",
        "tensorflow.experimental.numpy": "keras.ops",
        "keras.src.engine": "keras.engine",
        "keras.engine.base_layer": "keras.layers",
        "keras.engine.topology": "keras.layers",
        "keras.engine.input_layer": "keras.layers",
        "keras.engine.training": "keras.models",
        "keras.engine.functional": "keras.models",
        "keras.engine.sequential": "keras.models",
        "keras.engine": "keras.models",
        "keras.layers.experimental.preprocessing": "keras.layers",
        "keras.layers.experimental": "keras.layers",
        "keras.optimizers.legacy": "keras.optimizers",
        "keras.optimizers.experimental": "keras.optimizers",
        "keras.optimizers.schedules": "keras.optimizers",
    },
)
