"""Defaults that are there to be replaced: a class that nobody makes an object of is not wrong for them."""

import keras


class Wide(keras.layers.Layer):
    def __init__(self, units=None):
        super().__init__()
        self.dense = keras.layers.Dense(units)

    def call(self, x):
        return self.dense(x)


class Made(keras.layers.Layer):
    def __init__(self, units=None):
        super().__init__()
        self.dense = keras.layers.Dense(units)  # fact: invalid-argument

    def call(self, x):
        return self.dense(x)


Made()
