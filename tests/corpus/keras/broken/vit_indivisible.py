"""Patches of 16 from images of 100."""
import keras
from keras import layers, ops


class Patches(layers.Layer):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def call(self, images):
        n, h, w, c = ops.shape(images)
        rows, columns = h // self.size, w // self.size
        x = ops.reshape(images, (n, rows, self.size, columns, self.size, c))
        x = ops.transpose(x, (0, 1, 3, 2, 4, 5))
        return ops.reshape(x, (n, rows * columns, self.size * self.size * c))


class PatchClassifier(keras.Model):
    def __init__(self, patch=16, width=64, classes=10):
        super().__init__()
        self.patches = Patches(patch)
        self.project = layers.Dense(width)
        self.attention = layers.MultiHeadAttention(4, width // 4)
        self.norm = layers.LayerNormalization()
        self.classify = layers.Dense(classes)

    def call(self, images):
        x = self.project(self.patches(images))
        x = self.norm(x + self.attention(x, x))
        return self.classify(ops.mean(x, axis=1))


model = PatchClassifier()
