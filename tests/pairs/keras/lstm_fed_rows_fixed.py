# Kind: a recurrent layer on two-dimensional data
# After: keras issue 815 and others: the series is not cut into steps with one value each
import numpy as np
import keras

series = np.sin(np.linspace(0, 20, 300))
windows = np.array([series[i : i + 12] for i in range(200)])
targets = np.zeros((200,))
model = keras.Sequential([keras.layers.LSTM(8), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mae")
model.fit(windows[..., None], targets, epochs=1, verbose=0)
