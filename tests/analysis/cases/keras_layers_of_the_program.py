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


class Padded(layers.Layer):
    """A layer that is given the mask which its input carries."""

    def call(self, inputs, mask=None):
        if mask is not None:
            padding = tf.cast(mask[:, tf.newaxis, :], "int32")
        return inputs + padding


class Embedded(layers.Layer):
    def __init__(self):
        super().__init__()
        self.table = layers.Embedding(100, 8, mask_zero=True)
        self.after = Padded()

    def call(self, tokens):
        return self.after(self.table(tokens))

    def compute_mask(self, inputs, mask=None):
        return tf.not_equal(inputs, 0)


Embedded()(keras.Input((12,), dtype="int32"))


class Branching(layers.Conv2D):
    """A layer of Keras has its activation as a function."""

    def call(self, x):
        return self.activation(super().call(x))


Branching(8, 3, activation="relu")(keras.Input((8, 8, 3)))
assert layers.Dense(3, activation="relu").activation.__name__ == "relu"
assert layers.Dense(3, kernel_initializer="he_normal").kernel_initializer.mode == "fan_in"
assert layers.Dense(3, activation="relu").activation is keras.activations.relu


class OldStyle(layers.Layer):
    """Keras 2 took a name first."""

    def build(self, input_shape):
        self.kernel = self.add_weight("kernel", shape=(input_shape[-1], 3), initializer="zeros")
        self.bias = self.add_variable("bias", shape=[3])

    def call(self, x):
        return x @ self.kernel + self.bias


assert OldStyle()(keras.Input((5,))).shape == (None, 3)


class Block(layers.Layer):
    """A Sequential that is called on tensors is built for their sizes, which nothing leaves open."""

    def __init__(self):
        super().__init__()
        self.body = keras.Sequential([layers.Conv2D(8, 3), layers.ReLU()])
        self.shortcut = keras.Sequential([layers.Conv2D(8, 3), layers.ReLU()])

    def call(self, x):
        return self.body(x) + self.shortcut(x)


class Padding(layers.Layer):
    """The rank of the input is five, though the normalisation would take four as well."""

    def __init__(self):
        super().__init__()
        self.norm = layers.BatchNormalization()

    def call(self, x):
        return keras.ops.pad(self.norm(x), [[0, 0], [0, 1], [0, 1], [0, 1], [0, 0]])


class Kept(layers.Layer):
    """A layer that is never called, and could not be, holds a variable all the same."""

    def __init__(self, start):
        self.variable = tf.Variable(start)


kept = Kept(5.0)
