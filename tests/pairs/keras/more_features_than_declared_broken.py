# Kind: the number of features of a table
# After: questions on tables: input_dim is counted wrong, "expected dense_1_input to have shape (8,) but got array with shape (9,)"
import keras
import numpy as np
from keras.layers import Dense

data = np.random.rand(25, 9)
X, Y = data[:, :8], data[:, 8]
model = keras.models.Sequential()
model.add(Dense(12, input_dim=9, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam")
model.fit(X, Y, epochs=1, batch_size=10, verbose=0)  # finds: CNN122
