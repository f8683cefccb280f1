# Kind: TimeDistributed over frames
# After: keras issue 9788: a small network on every frame, and a recurrent one over them
import keras
import numpy as np
from keras.layers import LSTM, Conv2D, Dense, Flatten, MaxPooling2D, TimeDistributed

model = keras.Sequential()
model.add(TimeDistributed(Conv2D(4, 5, activation="relu"), input_shape=(6, 32, 32, 3)))
model.add(TimeDistributed(MaxPooling2D(4)))
model.add(TimeDistributed(Flatten()))
model.add(LSTM(10))
model.add(Dense(5, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam")
model.fit(np.zeros((3, 6, 32, 32, 3)), np.eye(5)[:3], verbose=0)
