"""Arguments of Keras' constructors, good ones and bad ones."""

import keras
from keras import layers

augmentation = keras.Sequential(
    [
        keras.Input((32, 32, 3)),
        layers.RandomFlip(mode="horizontal", seed=1),
        layers.RandomRotation(factor=0.02, fill_mode="nearest"),
        layers.RandomZoom(height_factor=0.2, width_factor=0.2, name="zoom"),
        layers.RandomContrast(factor=0.1, value_range=(0, 1)),
    ]
)
saved = layers.TFSMLayer(filepath="model", call_endpoint="serving_default")
layers.RandomRotation()  # fact: wrong-arguments
layers.RandomZoom(0.2, factor=0.1)  # fact: wrong-arguments
