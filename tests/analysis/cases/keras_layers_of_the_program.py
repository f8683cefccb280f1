"""Layers and cells that a program writes itself."""

import jax
import keras
import tensorflow as tf
from keras import layers


class NestedCell(layers.Layer):
    """A cell of two inputs and two states."""

    def __init__(self, width, height, **options):
        super().__init__(**options)
        self.width, self.height = width, height
        self.state_size = [tf.TensorShape([width]), tf.TensorShape([height, width])]

    def build(self, shapes):
        self.first = self.add_weight(shape=(shapes[0][1], self.width))
        self.second = self.add_weight(shape=(shapes[1][1], shapes[1][2], self.height, self.width))

    def call(self, inputs, states):
        one, two = inputs
        state, map_ = states
        one = tf.matmul(one, self.first)
        two = tf.einsum("bij,ijkl->bkl", two, self.second)
        return (one, two), [state + one, map_ + two]


one, two = layers.RNN(NestedCell(10, 20))((keras.Input((None, 5)), keras.Input((None, 6, 7))))
assert (one.shape, two.shape) == ((None, 10), (None, 20, 10))
one, two = layers.RNN(NestedCell(10, 20), return_sequences=True)((keras.Input((9, 5)), keras.Input((9, 6, 7))))
assert (one.shape, two.shape) == ((None, 9, 10), (None, 9, 20, 10))


class Linear(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.kernel = keras.backend.Variable(keras.initializers.GlorotUniform()((input_shape[-1], self.units)))

    def call(self, x):
        return keras.ops.matmul(x, self.kernel)


class ThroughAnotherLibrary(keras.Model):
    """What comes back from elsewhere has some shape, if not one that is known."""

    def __init__(self):
        super().__init__()
        self.first, self.second = Linear(8), Linear(4)

    def call(self, x):
        return self.second(jax.nn.relu(self.first(x)))


ThroughAnotherLibrary()(keras.random.normal((2, 16)))
