"""A model that cannot be called stands for the models that it holds, where these have no names of their own."""

import keras
from keras import layers


class Adversaries(keras.Model):
    def __init__(self, generator, discriminator):
        super().__init__()
        self.generator = generator
        self.discriminator = discriminator

    def train_step(self, data):
        return {"loss": self.discriminator(self.generator(data))}


class Pair(Adversaries):
    pass


def build(units):
    return keras.Sequential([layers.Input((16,)), layers.Dense(units)])  # model: one model: two


def main():
    pair = Pair(build(16), build(1))  # model: pair.generator model: pair.discriminator
    pair.compile(optimizer="adam")


one = build(4)
two = build(8)
both = Adversaries(one, two)  # model: both
main()
