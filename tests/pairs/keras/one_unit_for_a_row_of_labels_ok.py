# Kind: labels of shape (n,) for an output of shape (n, 1)
# After: binary classification: Keras makes a column of the labels
import keras
import numpy as np

x = keras.Input(shape=(30, 4))
h = keras.layers.LSTM(8)(x)
model = keras.Model(x, keras.layers.Dense(1, activation="sigmoid")(h))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(np.zeros((10, 30, 4)), np.random.randint(0, 2, 10), verbose=0)
