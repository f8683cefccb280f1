# Kind: the batch size in input_shape
# After: keras issue 10360, the shape of the whole array is given: "expected ndim=4, found ndim=5"
import numpy as np
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential

X = np.zeros((60, 28, 28, 1))
y = np.zeros((60,))
model = Sequential()
model.add(Conv2D(10, kernel_size=(5, 5), activation="relu", input_shape=X.shape[1:]))
model.add(Flatten())
model.add(Dense(10, activation="softmax"))
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(X, y, verbose=0)
