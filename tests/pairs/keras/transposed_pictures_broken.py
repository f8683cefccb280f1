# Kind: channels-first data in a channels-last model
# After: questions on data prepared for Theano: pictures of shape (n, 3, 32, 32)
import keras
import numpy as np
from keras import layers

x = np.random.rand(10, 3, 32, 32)
y = np.random.randint(0, 10, 10)
model = keras.Sequential(
    [
        keras.Input(shape=(32, 32, 3)),
        layers.Conv2D(8, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y, verbose=0)  # finds: CNN122
