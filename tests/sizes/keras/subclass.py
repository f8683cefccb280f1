# Fits: H and W must be divisible by 2, and at least 2
# Input: N, H, W, C
# From: its first layer
# Looser: a map of one is repeated
import keras
from keras import layers


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.down = layers.Conv2D(8, 3, strides=2, padding="same")
        self.up = layers.Conv2DTranspose(3, 2, strides=2, padding="same")

    def call(self, x):
        return x[..., :3] + self.up(self.down(x))
