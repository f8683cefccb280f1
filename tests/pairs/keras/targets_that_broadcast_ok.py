# Kind: mean squared error of shapes that broadcast
# After: an autoencoder of series whose target is the last step alone
import keras
import numpy as np

model = keras.Sequential([keras.Input((10, 4)), keras.layers.LSTM(6, return_sequences=True), keras.layers.Dense(4)])
model.compile("adam", "mse")
x = np.random.rand(8, 10, 4)
model.fit(x, x[:, -1:, :], verbose=0)
