# Fits: H and W must be divisible by 2, and at least 2
# Input: N, H, W, 8
# From: Input at line 8
# Looser: a map of one is repeated
import keras
from keras import layers

x = inputs = keras.Input(shape=(None, None, 8))
a = layers.Conv2D(8, 3, strides=2, padding="same")(x)
b = layers.MaxPooling2D(2)(x)
model = keras.Model(inputs, a + b)
