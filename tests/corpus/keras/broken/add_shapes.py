"""A residual block whose shortcut keeps its stride of 1."""
import keras
from keras import layers


def residual(x, filters, stride):
    shortcut = x
    y = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    if shortcut.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1)(shortcut)
    y = layers.Add()([shortcut, y])
    return layers.ReLU()(y)


inputs = keras.Input((64, 64, 3))
h = layers.Conv2D(32, 3, padding="same")(inputs)
h = residual(h, 32, 1)
h = residual(h, 64, 2)
h = layers.GlobalAveragePooling2D()(h)
model = keras.Model(inputs, layers.Dense(5)(h))
