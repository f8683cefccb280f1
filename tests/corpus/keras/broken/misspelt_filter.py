"""`filter` for `filters`, in a table of settings."""
from tensorflow import keras
from tensorflow.keras import layers

LAYERS = [
    {"filters": 32, "kernel_size": 5, "strides": 2},
    {"filters": 64, "kernel_size": 3},
    {"filter": 128, "kernel_size": 3},
]


def build():
    inputs = keras.Input((96, 96, 3))
    x = inputs
    for settings in LAYERS:
        x = layers.Conv2D(activation="relu", padding="same", **settings)(x)
        x = layers.MaxPooling2D()(x)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(3, activation="softmax")(x))


model = build()
