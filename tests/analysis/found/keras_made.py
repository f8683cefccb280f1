"""Models and layers that the program makes and neither keeps at module level nor calls."""

import keras
from keras import layers


class Net(keras.Model):
    def __init__(self, width=4):
        super().__init__()
        self.conv = layers.Conv2D(width, 3)

    def call(self, x):
        return self.conv(x)


class Scale(layers.Layer):
    def __init__(self):
        super().__init__()
        self.conv = layers.Conv2D(3, 3)

    def call(self, x):
        return self.conv(x)


class Part(Scale):
    pass


class Called(Scale):
    pass


class Whole(keras.Model):
    def __init__(self, parts):
        super().__init__()
        self.parts = {"all": parts}

    def call(self, x):
        for part in self.parts["all"]:
            x = part(x)
        return x


class Broken(keras.Model):
    def __init__(self):
        super().__init__()
        self.part = Part()
        self.conv = layers.Conv2D(3, 0)  # fact: invalid-argument

    def call(self, x):
        return self.conv(self.part(x))


class Loss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return y_true - y_pred


def main():
    net = Net(8)  # model: net
    whole = Whole([Part(), Part()])  # model: whole
    scale = Scale()  # model: Scale
    inputs = keras.Input((32, 32, 3))
    model = keras.Model(inputs, Called()(inputs))  # model: functional
    model.compile(loss=Loss())
    print(net, whole, scale, Broken())


main()
