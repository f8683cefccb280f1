# Kind: the batches of a stateful layer
# After: keras issue 10445: "Cannot feed value of shape (2, 5, 7)" for a tensor of shape (5, 5, 7)
import keras
import numpy as np
from keras.layers import LSTM, Dense

model = keras.Sequential([keras.Input(batch_shape=(5, 5, 7)), LSTM(16, stateful=True), Dense(2, activation="softmax")])
x = np.zeros((30, 5, 7))
print(model.predict(x, batch_size=5, verbose=0).shape)
