# Kind: data for the inputs by their names
# After: questions on models of two inputs: the order of the dict does not matter
import keras
import numpy as np
from keras import layers

text, meta = keras.Input(shape=(12,), name="text"), keras.Input(shape=(3,), name="meta")
h = layers.concatenate([text, meta])
model = keras.Model([text, meta], [layers.Dense(1, name="price")(h), layers.Dense(4, activation="softmax", name="kind")(h)])
model.compile("sgd", {"price": "mse", "kind": "sparse_categorical_crossentropy"})
model.fit({"meta": np.zeros((8, 3)), "text": np.zeros((8, 12))}, {"price": np.zeros(8), "kind": np.zeros(8)}, verbose=0)
