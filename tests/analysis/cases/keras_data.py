"""Data that a program makes, and numbers that it takes from tensors."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops

images = [np.zeros((16, 16, 3)) for _ in range(4)]
labels = [np.zeros((16, 16, 2)) for _ in range(4)]


def fixed(image, label):
    image.set_shape([16, 16, 3])
    return image, label


data = tf.data.Dataset.from_tensor_slices((images, labels)).map(fixed).batch(2)
image, label = next(iter(data))
assert image.shape[1:] == (16, 16, 3)
assert label.shape[-1] == 2
paths = ["a.png", "b.png"]


def read(path):
    return tf.image.resize(tf.image.decode_png(tf.io.read_file(path), channels=3), (32, 32))


keras.Sequential([keras.Input((32, 32, 3)), keras.layers.Flatten()]).predict(
    tf.data.Dataset.from_tensor_slices(paths).map(read).batch(2)
)
named = tf.data.Dataset.from_tensor_slices({"a": np.zeros((6, 3)), "b": np.zeros((6,))}).batch(2)
assert next(iter(named))["a"].shape[1] == 3

tf.get_logger().setLevel("ERROR")
keras.Sequential([keras.layers.Dense(3)]).load_weights("w.h5").expect_partial()

steps = ops.linspace(ops.ones((77, 768)), ops.zeros((77, 768)), 6)
assert steps.shape == (6, 77, 768)
assert ops.linspace(0.0, 1.0, 5).shape == (5,)
unknown = ops.linspace(keras.models.load_model("m.keras")(images[0]), ops.zeros((4, 4)), 6)
ops.reshape(unknown, (36, 77, 768))

table = tf.Variable(initial_value=lambda: tf.zeros((49, 49)), trainable=False)
assert tf.reshape(table, (-1,)).shape == (2401,)
if ops.sqrt(16.0) < 5 and tf.reduce_max([3, 4]) == 4:
    pass
else:
    tf.reshape(table, (2, 3))
tf.reshape(table, (2, 3))  # fact: reshape-mismatch

normalizer = keras.layers.Normalization()
normalizer.adapt(np.zeros((4, 8, 8, 3)))
images = normalizer.mean + keras.random.normal((2, 8, 8, 3)) * normalizer.variance**0.5

places = ops.take(ops.ones((15, 8)), keras.models.load_model("places.keras").predict(x=images), 0)
ops.einsum("bhwc,hkc->bhwk", ops.ones((2, 4, 4, 8)), places)
