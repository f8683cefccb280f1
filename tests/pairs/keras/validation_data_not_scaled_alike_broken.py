# Kind: validation data of another shape than the training data
# After: questions, where x_train is reshaped to (n, 784) and x_test is forgotten
# Words: the data stand in a pair
import numpy as np
from keras import layers, models

x_train = np.random.rand(40, 28, 28).reshape(40, 784)
x_test = np.random.rand(10, 28, 28)
y_train, y_test = np.zeros(40), np.zeros(10)
model = models.Sequential([layers.Input((784,)), layers.Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x_train, y_train, epochs=1, verbose=0, validation_data=(x_test, y_test))  # finds: CNN122
