# Kind: a convolution on images without a channel axis
# After: keras issue 12622 and others: Input(shape=(28, 28)) in front of a Conv2D
import keras
from keras import layers

inputs = keras.Input(shape=(28, 28, 1), name="digits")
x = layers.Conv2D(16, 3, padding="same")(inputs)
x = layers.Flatten()(x)
model = keras.Model(inputs, layers.Dense(10)(x))
