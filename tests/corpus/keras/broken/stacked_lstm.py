"""Two LSTMs on top of each other; the first gives its last output only."""
import keras
from keras.layers import LSTM, Dense, Dropout, Embedding

VOCAB, LENGTH = 8000, 120

model = keras.Sequential()
model.add(keras.Input((LENGTH,)))
model.add(Embedding(VOCAB, 64))
model.add(LSTM(64))
model.add(Dropout(0.2))
model.add(LSTM(32))
model.add(Dense(1, activation="sigmoid"))

model.compile(loss="binary_crossentropy", optimizer="adam")
