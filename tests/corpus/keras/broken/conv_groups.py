"""Grouped convolutions: 3 groups do not divide 128 filters."""
import keras
from keras import layers

GROUPS = 3


def grouped(x, filters, groups=GROUPS):
    x = layers.Conv2D(filters, 1, use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(filters, 3, padding="same", groups=groups, use_bias=False)(x)
    return layers.ReLU()(x)


image = keras.Input((56, 56, 64))
x = grouped(image, 96)
x = layers.MaxPooling2D()(x)
x = grouped(x, 128)
model = keras.Model(image, layers.GlobalAveragePooling2D()(x))
