import keras
from keras import layers

inputs = keras.Input(shape=(24, 24, 3))
model = keras.Model(inputs, layers.Dense(10)(layers.Flatten()(layers.Conv2D(8, 3)(inputs))))
