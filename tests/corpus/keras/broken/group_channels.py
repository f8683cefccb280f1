"""The groups divide the filters, but not the channels that come in."""
import keras
from keras import layers

model = keras.Sequential(
    [
        layers.Input((64, 64, 3)),
        layers.Conv2D(30, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(64, 3, groups=4, activation="relu"),
        layers.GlobalMaxPooling2D(),
        layers.Dense(2, activation="softmax"),
    ]
)
model.compile("rmsprop", "categorical_crossentropy")
