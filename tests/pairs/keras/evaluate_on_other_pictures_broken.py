# Kind: pictures of another size at test time
# After: questions where the test images are not resized as the training images are
# Words: the pictures have to be resized, or the model made for any size
import keras
import numpy as np
from keras import layers

model = keras.Sequential(
    [
        keras.Input(shape=(64, 64, 3)),
        layers.Conv2D(4, 5, strides=2, activation="relu"),
        layers.Flatten(),
        layers.Dense(7, activation="softmax"),
    ]
)
model.compile("sgd", keras.losses.SparseCategoricalCrossentropy())
model.fit(np.zeros((4, 64, 64, 3)), np.zeros((4,)), verbose=0)
model.evaluate(np.zeros((2, 72, 72, 3)), np.zeros((2,)), verbose=0)  # finds: CNN122
