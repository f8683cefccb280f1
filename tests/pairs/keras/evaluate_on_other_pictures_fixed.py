# Kind: pictures of another size at test time
# After: questions where the test images are not resized as the training images are
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
model.evaluate(np.zeros((2, 64, 64, 3)), np.zeros((2,)), verbose=0)
