# Kind: a model class whose layers do not follow each other
# After: questions on subclassed models: a convolution after the Flatten
# Words: the order of the layers is known to the author alone
import keras
import numpy as np
from keras import layers


class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.conv1 = layers.Conv2D(8, 3)
        self.flatten = layers.Flatten()
        self.conv2 = layers.Conv2D(16, 3)
        self.out = layers.Dense(10)

    def call(self, x):
        x = self.conv1(x)
        x = self.flatten(x)
        x = self.conv2(x)  # finds: CNN104
        return self.out(x)


model = Classifier()
model(np.zeros((1, 28, 28, 1), dtype="float32"))
