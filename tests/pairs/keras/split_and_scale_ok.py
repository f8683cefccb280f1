# Kind: data that is split and reshaped
# After: a table for a recurrent network: train_test_split, then a last axis of one
import keras
import numpy as np
from sklearn.model_selection import train_test_split

X, y = np.random.rand(50, 12), np.random.rand(50)
x_train, x_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1)
x_train = np.expand_dims(x_train, axis=2)
x_test = x_test.reshape((x_test.shape[0], x_test.shape[1], 1))
model = keras.Sequential([keras.layers.GRU(6, input_shape=(12, 1)), keras.layers.Dense(1)])
model.compile(loss="mae", optimizer="adam")
model.fit(x_train, y_train, validation_data=(x_test, y_test), verbose=0)
