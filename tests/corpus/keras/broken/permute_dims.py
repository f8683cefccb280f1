"""Permute counts from 1 and leaves the batch out."""
import keras
from keras.layers import Conv1D, Dense, GlobalAveragePooling1D, Input, Permute, Reshape

inputs = Input((64, 80, 1), name="spectrogram")
x = Reshape((64, 80))(inputs)
x = Permute((0, 2, 1))(x)
x = Conv1D(128, 5, activation="relu")(x)
x = Conv1D(128, 5, activation="relu")(x)
x = GlobalAveragePooling1D()(x)
outputs = Dense(12, activation="softmax")(x)

model = keras.Model(inputs, outputs)
model.compile("adam", "categorical_crossentropy")
