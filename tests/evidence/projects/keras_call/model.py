import keras
from keras import layers


def build():
    return keras.Sequential([layers.Conv2D(8, 3, activation="relu"), layers.GlobalAveragePooling2D(), layers.Dense(10)])


class Net(keras.Model):
    def __init__(self, units=10):
        super().__init__()
        self.conv = layers.Conv2D(8, 3)
        self.pool = layers.GlobalAveragePooling2D()
        self.head = layers.Dense(units)

    def call(self, x):
        return self.head(self.pool(self.conv(x)))
