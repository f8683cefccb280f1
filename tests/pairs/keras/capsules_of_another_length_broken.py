# Kind: the number of elements of a Reshape
# After: questions on capsules: Reshape((1152, 8)) is copied from a net for digits of 28 pixels
import keras
from keras import layers

x = keras.Input(shape=(32, 32, 1))
y = layers.Conv2D(256, 9, activation="relu")(x)
y = layers.Conv2D(32 * 8, 9, strides=2)(y)
y = layers.Reshape((1152, 8))(y)  # finds: CNN106
model = keras.Model(x, y)
