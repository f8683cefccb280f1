# Fits: H must be divisible by 4, and at least 4
# Input: N, H, 64, 3
# From: Input at line 7
import keras
from keras import layers

x = inputs = keras.Input(shape=(None, 64, 3))
y = layers.AveragePooling2D(4)(x)
y = layers.UpSampling2D(4)(y)
model = keras.Model(inputs, layers.Concatenate()([x, y]))
