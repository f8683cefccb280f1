# Kind: a head that lost its Flatten
# After: an issue of deep-learning-with-python-notebooks (157): "logits and labels must have the same shape ((None, None, None, 1) vs (None, 1))"
import numpy as np
from keras import Sequential
from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

features = np.zeros((12, 40, 40, 3))
labels = np.zeros(12)
net = Sequential(
    [
        Conv2D(4, 3, activation="relu", input_shape=(40, 40, 3)),
        MaxPooling2D(4),
        Flatten(),
        Dense(16, activation="relu"),
        Dense(1, activation="sigmoid"),
    ]
)
net.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["acc"])
net.fit(features, labels, batch_size=4, verbose=0)
