"""The name of the block was copied with it."""
from tensorflow import keras
from tensorflow.keras import layers


def block(x, filters, name):
    x = layers.Conv2D(filters, 3, padding="same", name=name + "_conv")(x)
    x = layers.BatchNormalization(name=name + "_bn")(x)
    return layers.Activation("relu", name=name + "_relu")(x)


inputs = keras.Input((64, 64, 3))
x = block(inputs, 32, "block1")
x = layers.MaxPooling2D()(x)
x = block(x, 64, "block2")
x = layers.MaxPooling2D()(x)
x = block(x, 128, "block2")
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(4, activation="softmax")(x)
model = keras.Model(inputs, outputs, name="dup")
