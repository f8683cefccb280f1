# Kind: build of a layer of one's own takes the wrong axis
# After: questions on custom layers: the weight's shape is taken of input_shape[1]
# Words: the layer is the program's own
import keras
import numpy as np
from keras import layers, ops


class Linear(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[1], self.units))

    def call(self, inputs):
        return ops.matmul(inputs, self.w)  # finds: CNN109


inputs = keras.Input(shape=(20, 16))
outputs = Linear(8)(inputs)
model = keras.Model(inputs, outputs)
model.predict(np.zeros((2, 20, 16)), verbose=0)
