# Kind: columns of a table as inputs of their own
# After: questions on mixed data: x[:, i] has no second axis, and Keras makes one
import keras
import numpy as np

table = np.random.rand(10, 2)
a, b = keras.Input((1,)), keras.Input((1,))
model = keras.Model([a, b], keras.layers.Dense(1)(keras.layers.concatenate([a, b])))
model.compile("adam", "mse")
model.fit([table[:, 0], table[:, 1]], table.sum(axis=1), verbose=0)
