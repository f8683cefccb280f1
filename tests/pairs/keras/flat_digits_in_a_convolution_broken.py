# Kind: data that is flat still
# After: keras issue 12882: "expected conv2d_3_input to have 4 dimensions, but got array with shape (48000, 784)"
# Words: how a row is to be folded is known to the author alone
import keras
import numpy as np
from keras import layers

digits = np.random.rand(30, 784)
kinds = np.random.randint(0, 10, 30)
model = keras.Sequential()
model.add(layers.Conv2D(8, 3, activation="relu", input_shape=(28, 28, 1)))
model.add(layers.Flatten())
model.add(layers.Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(digits, kinds, epochs=1, verbose=0)  # finds: CNN122
