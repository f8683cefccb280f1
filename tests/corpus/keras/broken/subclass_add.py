"""The shortcut of the block has no projection, and the sum is a plain `+`."""
import keras
from keras import layers


class Block(layers.Layer):
    def __init__(self, filters, stride=1):
        super().__init__()
        self.conv1 = layers.Conv2D(filters, 3, strides=stride, padding="same")
        self.conv2 = layers.Conv2D(filters, 3, padding="same")
        self.relu = layers.ReLU()

    def call(self, x):
        y = self.relu(self.conv1(x))
        y = self.conv2(y)
        return self.relu(x + y)


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.stem = layers.Conv2D(32, 3, padding="same")
        self.blocks = [Block(32), Block(64, stride=2)]
        self.pool = layers.GlobalAveragePooling2D()
        self.head = layers.Dense(10)

    def call(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        return self.head(self.pool(x))


net = Net()
