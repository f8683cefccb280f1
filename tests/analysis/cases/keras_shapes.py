"""Shapes that a program asks for, as tuples, as TensorFlow's own kind, and as tensors of numbers."""

import keras
import tensorflow as tf

image = keras.Input((32, 48, 3))

assert image.shape == (None, 32, 48, 3)
assert isinstance(image.shape, tuple)
assert image.shape.as_list() == [None, 32, 48, 3]
assert (image.shape.rank, image.shape.ndims, len(image.shape)) == (4, 4, 4)
assert image.shape[1:].as_list() == [32, 48, 3]
assert image.shape[1:].num_elements() == 32 * 48 * 3
assert image.shape[1:3] + (5,) == (32, 48, 5)
assert (5,) + image.shape[1:3] == (5, 32, 48)
assert image.get_shape().as_list()[-1] == 3
assert keras.backend.int_shape(image)[1:] == (32, 48, 3)
assert not image.shape.is_fully_defined()
assert tf.TensorShape([2, 3]).num_elements() == 6
image.shape.assert_is_compatible_with((None, 32, 48, 3))

height, width = tf.shape(image)[1:3] // 2
assert (height, width) == (16, 24)
assert tuple(2 * tf.shape(image)[1:3]) == (64, 96)
assert len(tf.shape(image)) == 4
assert tf.shape(image).shape[0] == 4
tf.reshape(image, tf.concat([tf.shape(image)[:1], [32 * 48, 3]], axis=0))
batch = tf.shape(image)[:1] + [4]
assert image.shape[1] == 31  # fact: raises
