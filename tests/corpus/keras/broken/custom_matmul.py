"""The weight of a home-made layer is the wrong way round."""
import keras
from keras import layers, ops


class Projection(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(self.units, input_shape[-1]), initializer="glorot_uniform", name="kernel")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs):
        return ops.matmul(inputs, self.kernel) + self.bias


inputs = keras.Input((20,))
x = Projection(64)(inputs)
x = layers.ReLU()(x)
outputs = Projection(1)(x)
model = keras.Model(inputs, outputs)
