# Kind: data for one of two inputs
# After: questions on models of two inputs: "expects 2 input(s), but it received 1 input tensors"
import keras
import numpy as np
from keras import layers

text = keras.Input(shape=(12,), name="text")
meta = keras.Input(shape=(3,), name="meta")
y = layers.Dense(1)(layers.concatenate([text, meta]))
model = keras.Model([text, meta], y)
model.compile("sgd", "mse")
model.fit([np.zeros((8, 12)), np.zeros((8, 3))], np.zeros((8, 1)), verbose=0)
