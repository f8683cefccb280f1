# Kind: losses for outputs that there are not
# After: questions on models of several outputs: a list of losses of another length
# Words: which loss is too many is known to the author alone
import keras
import numpy as np
from keras import layers

x = keras.Input(shape=(10,))
h = layers.Dense(8, activation="relu")(x)
age, sex = layers.Dense(1, name="age")(h), layers.Dense(1, activation="sigmoid", name="sex")(h)
model = keras.Model(x, [age, sex])
model.compile(optimizer="adam", loss=["mse", "binary_crossentropy", "mae"])
model.fit(np.zeros((4, 10)), [np.zeros((4, 1)), np.zeros((4, 1))], verbose=0)  # finds: CNN405
