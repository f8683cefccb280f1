"""A model from a configuration."""
from functools import partial

from tensorflow import keras
from tensorflow.keras import layers

DEFAULTS = {
    "input_shape": [96, 96, 1],
    "stem": {"type": "conv", "filters": 24, "kernel_size": 5, "strides": 2},
    "body": [
        {"type": "conv", "filters": 48, "kernel_size": 3},
        {"type": "pool", "pool_size": 2},
        {"type": "sepconv", "filters": 96, "kernel_size": 3},
        {"type": "drop", "rate": 0.1},
        {"type": "pool", "pool_size": 2},
        {"type": "conv", "filters": 96, "kernel_size": 3, "dilation_rate": 2},
    ],
    "head": {"pooling": "avg", "units": [64], "classes": 6},
    "activation": "relu",
}

REGISTRY = {
    "conv": layers.Conv2D,
    "sepconv": layers.SeparableConv2D,
    "pool": layers.MaxPooling2D,
    "drop": layers.Dropout,
}
POOLING = {"avg": layers.GlobalAveragePooling2D, "max": layers.GlobalMaxPooling2D, "none": layers.Flatten}


def register(name):
    def wrap(cls):
        REGISTRY[name] = cls
        return cls

    return wrap


@register("scale")
class Scale(layers.Layer):
    def build(self, input_shape):
        self.gamma = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="gamma")

    def call(self, x):
        return x * self.gamma


def make_layer(settings, **common):
    settings = dict(settings)
    kind = settings.pop("type")
    if kind.endswith("conv"):
        settings.update(common)
    return REGISTRY[kind](**settings)


def build_model(config=None, **overrides):
    config = {**DEFAULTS, **(config or {}), **overrides}
    dense = partial(layers.Dense, activation=config["activation"])
    model = keras.Sequential(name="from_config")
    model.add(layers.Input(shape=tuple(config["input_shape"])))
    for settings in [config["stem"]] + config["body"]:
        model.add(make_layer(settings, padding="same", activation=config["activation"]))
    model.add(REGISTRY["scale"]())
    head = config["head"]
    model.add(POOLING[head["pooling"]]())
    for units in head["units"]:
        model.add(dense(units))
    model.add(dense(head["classes"], activation="softmax"))
    return model


if __name__ == "__main__":
    build_model(activation="swish").summary()
