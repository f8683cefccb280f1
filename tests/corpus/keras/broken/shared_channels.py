"""One convolution for a colour and an infrared image: 3 channels, then 1."""
import keras
from keras import layers

colour = keras.Input((128, 128, 3), name="colour")
infrared = keras.Input((128, 128, 1), name="infrared")

stem = layers.Conv2D(32, 7, strides=2, padding="same", activation="relu", name="stem")
pool = layers.MaxPooling2D(3, strides=2, padding="same")


def features(image):
    return pool(stem(image))


a = features(colour)
b = features(infrared)
x = layers.Concatenate()([a, b])
x = layers.GlobalAveragePooling2D()(x)
model = keras.Model([colour, infrared], layers.Dense(2)(x))
