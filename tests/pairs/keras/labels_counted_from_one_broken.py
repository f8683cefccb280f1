# Kind: to_categorical of labels that begin at one
# After: a question on an LSTM of three classes (1, 2, 3): "expected dense_1 to have shape (3,) but got array with shape (4,)"
import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential
from keras.utils import to_categorical

x_train = np.random.rand(6, 10, 8)
y_train = to_categorical([1, 2, 3, 1, 2, 3])
model = Sequential()
model.add(LSTM(16, input_shape=(10, 8)))
model.add(Dense(3, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam")
model.fit(x_train, y_train, verbose=0)  # finds: CNN405
