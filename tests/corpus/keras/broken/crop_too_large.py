"""Valid convolutions, skips cropped to fit, with the margins of a larger net."""
import keras
from keras import layers

MARGINS = [4, 16]

inputs = keras.Input((44, 44, 1))
skips = []
x = inputs
for filters in (32, 64):
    x = layers.Conv2D(filters, 3, activation="relu")(x)
    x = layers.Conv2D(filters, 3, activation="relu")(x)
    skips.append(x)
    x = layers.MaxPooling2D()(x)
x = layers.Conv2D(128, 3, activation="relu")(x)

for filters, skip, margin in zip((64, 32), skips[::-1], MARGINS[::-1]):
    x = layers.UpSampling2D()(x)
    skip = layers.Cropping2D(margin)(skip)
    x = layers.Concatenate()([skip, x])
    x = layers.Conv2D(filters, 3, activation="relu")(x)
model = keras.Model(inputs, layers.Conv2D(2, 1)(x))
