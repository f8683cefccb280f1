# Kind: data without a channel axis for an input that declares one
# After: the questions of images_without_channel_axis; Keras 3 adds a last axis of one where the input declares it
import keras
import numpy as np
from keras import layers

x, y = np.random.rand(20, 28, 28), np.random.randint(0, 10, 20)
model = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(4, 3), layers.Flatten(), layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y, verbose=0)
