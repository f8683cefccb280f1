# Kind: a sequence of outputs
# After: tagging: return_sequences=True in the last layer is meant
import keras
import numpy as np
from keras.layers import LSTM, Dense, Embedding, TimeDistributed

model = keras.Sequential()
model.add(Embedding(200, 16))
model.add(LSTM(12, return_sequences=True))
model.add(LSTM(12, return_sequences=True))
model.add(TimeDistributed(Dense(9, activation="softmax")))
model.compile(loss="sparse_categorical_crossentropy", optimizer="rmsprop")
model.fit(np.random.randint(0, 200, (6, 15)), np.random.randint(0, 9, (6, 15)), verbose=0)
