"""Layers from tensorflow_hub: known where the program says what they give, else nothing is said."""

import tensorflow as tf
import tensorflow_hub as hub

URL = "https://example.org/feature_vector/4"
known = tf.keras.Sequential(
    [hub.KerasLayer(URL, output_shape=[1280], input_shape=(224, 224, 3), trainable=False), tf.keras.layers.Dense(5)]
)
assert known.output_shape == (None, 5)
tf.keras.layers.Conv2D(3, 3)(hub.KerasLayer(URL, output_shape=[2048])(tf.keras.Input((299, 299, 3))))  # fact: rank-mismatch

text = tf.keras.Sequential([hub.KerasLayer(URL, input_shape=[], dtype=tf.string, trainable=True), tf.keras.layers.Dense(16)])
image = tf.keras.Input((96, 96, 3))
maps = hub.KerasLayer(URL, name="trunk")(image)
tf.keras.Model(image, tf.keras.layers.Conv2D(3, 3)(maps))
hub.load(URL)(image)
