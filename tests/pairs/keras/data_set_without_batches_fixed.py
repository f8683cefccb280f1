# Kind: a tf.data pipeline that is not batched
# After: tensorflow issue 50099: fit works with arrays, and fails with from_tensor_slices of them
import numpy as np
import tensorflow as tf
from tensorflow import keras

inputs = np.random.rand(60, 2).astype("float32")
labels = np.random.rand(60, 1).astype("float32")
dataset = tf.data.Dataset.from_tensor_slices((inputs, labels))
model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])
model.compile(loss="mse", optimizer="sgd")
model.fit(dataset.batch(32), epochs=1, verbose=0)
