"""A kernel size is asked for by Conv2D, not by pooling."""
import keras
from keras import layers

inputs = keras.Input(shape=(32, 32, 3))
x = layers.Conv2D(32, 3, activation="relu")(inputs)
x = layers.Conv2D(64, activation="relu")(x)
block_1 = layers.MaxPooling2D(3)(x)

x = layers.Conv2D(64, 3, activation="relu", padding="same")(block_1)
x = layers.Conv2D(64, 3, activation="relu", padding="same")(x)
block_2 = layers.add([x, block_1])

x = layers.GlobalAveragePooling2D()(block_2)
outputs = layers.Dense(10)(x)
model = keras.Model(inputs, outputs)
