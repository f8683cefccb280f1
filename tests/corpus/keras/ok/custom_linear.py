"""A layer with its own weights, inside a subclassed model."""
import tensorflow as tf
from tensorflow import keras


class Linear(keras.layers.Layer):
    def __init__(self, units=32, use_bias=True):
        super(Linear, self).__init__()
        self.units = units
        self.use_bias = use_bias

    def build(self, input_shape):
        self.w = self.add_weight(
            shape=(input_shape[-1], self.units),
            initializer="random_normal",
            trainable=True,
            name="w",
        )
        if self.use_bias:
            self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=True, name="b")

    def call(self, inputs):
        y = tf.matmul(inputs, self.w)
        if self.use_bias:
            y = y + self.b
        return y


class RunningScale(keras.layers.Layer):
    """Divides by a running maximum that is not trained."""

    def build(self, input_shape):
        self.peak = self.add_weight(shape=(input_shape[-1],), initializer="ones", trainable=False, name="peak")

    def call(self, inputs):
        return inputs / self.peak


class TabularNet(keras.Model):
    def __init__(self):
        super(TabularNet, self).__init__()
        self.scale = RunningScale()
        self.linear_1 = Linear(64)
        self.linear_2 = Linear(32)
        self.linear_3 = Linear(1, use_bias=False)

    def call(self, inputs):
        x = self.scale(inputs)
        x = tf.nn.relu(self.linear_1(x))
        x = tf.nn.relu(self.linear_2(x))
        return self.linear_3(x)


model = TabularNet()
_ = model(tf.ones(shape=(4, 13)))
print("weights:", len(model.weights), "trainable:", len(model.trainable_weights))
model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="mse")
