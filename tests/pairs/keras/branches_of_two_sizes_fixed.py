# Kind: branches of an inception block that do not agree
# After: questions on inception modules: one branch has no padding="same"
import keras
from keras import layers

inputs = keras.Input(shape=(28, 28, 192))
a = layers.Conv2D(64, 1, activation="relu")(inputs)
b = layers.Conv2D(96, 1, activation="relu")(inputs)
b = layers.Conv2D(128, 3, activation="relu", padding="same")(b)
c = layers.MaxPooling2D(3, strides=1, padding="same")(inputs)
c = layers.Conv2D(32, 1, activation="relu")(c)
merged = layers.Concatenate()([a, b, c])
model = keras.Model(inputs, merged)
