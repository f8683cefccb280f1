"""The brackets after Flatten are missing."""
import keras
from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

model = keras.Sequential(
    [
        keras.Input((64, 64, 3)),
        Conv2D(16, 3, activation="relu"),
        MaxPooling2D(),
        Conv2D(32, 3, activation="relu"),
        MaxPooling2D(),
        Flatten,
        Dense(64, activation="relu"),
        Dense(2, activation="softmax"),
    ]
)
model.compile("adam", "categorical_crossentropy")
