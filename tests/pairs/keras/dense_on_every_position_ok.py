# Kind: a Dense on a map that is not flattened
# After: segmentation, where the labels are a map as well
import keras
import numpy as np
from keras import layers

model = keras.Sequential(
    [
        layers.Conv2D(8, 3, padding="same", activation="relu", input_shape=(32, 32, 3)),
        layers.Dense(16, activation="relu"),
        layers.Dense(5, activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.evaluate(np.zeros((4, 32, 32, 3)), np.zeros((4, 32, 32), dtype="int32"), verbose=0)
