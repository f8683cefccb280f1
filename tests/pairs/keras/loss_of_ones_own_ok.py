# Kind: a loss that is the program's own
# After: triplet losses, whose targets have nothing to do with the output's shape
import keras
import numpy as np
from keras import ops


def spread(y_true, y_pred):
    return ops.mean(ops.square(y_pred)) + 0.0 * ops.mean(y_true)


model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(8)])
model.compile(optimizer="adam", loss=spread)
model.fit(np.zeros((16, 20)), np.zeros((16, 3)), verbose=0)
