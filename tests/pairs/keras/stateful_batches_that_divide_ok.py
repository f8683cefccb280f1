# Kind: the batches of a stateful layer
# After: keras issue 10445, with a number of examples that divides
import keras
import numpy as np
from keras.layers import LSTM, Dense

model = keras.Sequential([keras.Input(batch_shape=(4, 6, 3)), LSTM(8, return_sequences=True, stateful=True), LSTM(8, stateful=True), Dense(1)])
model.predict(np.zeros((12, 6, 3)), batch_size=4, verbose=0)
