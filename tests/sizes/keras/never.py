# Fits: no input size fits
# Input: N, H, W, 3
# From: Input at line 7
import keras
from keras import layers

x = inputs = keras.Input(shape=(None, None, 3))
y = layers.UpSampling2D(2)(layers.MaxPooling2D(2)(x))
z = layers.UpSampling2D(2)(layers.MaxPooling2D(2)(layers.Conv2D(3, 2)(x)))
one = layers.Concatenate()([x, y])
other = layers.Concatenate()([layers.Conv2D(3, 2)(x), z])  # finds: CNN117
model = keras.Model(inputs, [one, other])
