# Kind: the last recurrent layer gives a sequence
# After: keras issue 1838, one label for a sequence of 398 steps: "expected 3, got 2 with shape (128, 11)"
import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

X = np.random.rand(16, 30, 8)
y = np.random.randint(0, 11, 16)
model = Sequential(name="steps")
model.add(LSTM(20, return_sequences=False, input_shape=(30, 8)))
model.add(Dense(11, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="rmsprop")
model.fit(X, y, batch_size=8, verbose=0)
