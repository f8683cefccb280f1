# Kind: data of several sizes
# After: a fully convolutional model with Input((None, None, 3))
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(None, None, 3))
x = layers.Conv2D(8, 3, activation="relu")(inputs)
x = layers.GlobalAveragePooling2D()(x)
model = keras.Model(inputs, layers.Dense(2)(x))
model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
for size in (32, 48, 50):
    model.train_on_batch(np.zeros((4, size, size, 3)), np.zeros((4,)))
model.predict(np.zeros((1, 99, 64, 3)), verbose=0)
