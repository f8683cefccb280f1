"""Causal padding is for sequences only."""
import keras
from keras import layers

frames = keras.Input((128, 80, 1), name="log_mel")
x = frames
for i, filters in enumerate([16, 32, 64]):
    x = layers.Conv2D(filters, (3, 3), strides=(1, 2), padding="causal", name=f"conv_{i}")(x)
    x = layers.BatchNormalization(name=f"bn_{i}")(x)
    x = layers.Activation("relu")(x)
x = layers.Reshape((128, -1))(x)
x = layers.GRU(128, return_sequences=True)(x)
tokens = layers.Dense(29, activation="softmax")(x)
model = keras.Model(frames, tokens)
