# Fits: H and W must be divisible by 8, and at least 8
# Input: N, H, W, 3
# From: Input at line 10
import keras
from keras import layers

DEPTH = 3


x = inputs = keras.Input(shape=(None, None, 3))
maps = []
for n in range(DEPTH):
    x = layers.Conv2D(2 * 2**n, 3, padding="same", activation="relu")(x)
    maps.append(x)
    x = layers.MaxPooling2D(2)(x)
for n in reversed(range(DEPTH)):
    x = layers.Conv2DTranspose(2 * 2**n, 2, strides=2)(x)
    x = layers.Concatenate()([x, maps[n]])
model = keras.Model(inputs, x)
