"""Arguments of a kind that no layer of Keras takes, and attributes that were never set."""

import keras
from keras import layers

x = keras.Input((8, 8, 3))
y = keras.Input((5,))
layers.Conv2D((1, 1), 3)(x)  # fact: invalid-argument
layers.DepthwiseConv2D(3, depth_multiplier="a")(x)  # fact: invalid-argument
layers.Dense((8,))(y)  # fact: invalid-argument
layers.Dense(layers.ReLU)(y)  # fact: invalid-argument
layers.LSTM([3])  # fact: invalid-argument
layers.Dropout(None)  # fact: invalid-argument
layers.Dropout(True)
layers.Dense(True)(y)


class Scale(layers.Layer):
    def __init__(self, start, **kwargs):
        super().__init__(**kwargs)
        self.strat = start

    def build(self, input_shape):
        self.gamma = self.add_weight(shape=(input_shape[-1],))
        self.built = True

    def call(self, x):
        print(self.training, self.built, self.dtype_policy, self.supports_masking, self.parameters())
        return x * self.gamma + self.start  # fact: missing-attribute


Scale(0.5)(y)


class Auto(keras.Model):
    def __init__(self):
        super().__init__()
        self.encodr = layers.Dense(4)

    def call(self, x):
        print(self.optimizer, self.loss, self.stop_training, self.get_state_tree)
        return self.encoder(x)  # fact: missing-attribute


Auto()(y)


class Weighted(layers.Layer):
    def build(self, input_shape):
        self.a = self.add_weight(shape=(input_shape[-1], 1e-6))  # fact: invalid-argument
        self.b = self.add_weight(shape=(None, 3))  # fact: invalid-argument
        self.c = self.add_weight(shape=(input_shape[-1], 4))
        self.d = self.add_weight(shape=())
        self.e = self.add_weight(shape=(input_shape[0],))  # fact: invalid-argument

    def call(self, x):
        return x


Weighted()(y)
