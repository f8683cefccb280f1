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


class Several(keras.Model):
    def __init__(self, *models):
        super().__init__()
        self.models = list(models)


class Pair(Adversaries):
    pass


def build(units):
    return keras.Sequential([layers.Input((16,)), layers.Dense(units)])  # model: one model: two


def main():
    pair = Pair(build(16), build(1))  # model: pair.generator model: pair.discriminator
    pair.compile(optimizer="adam")
    several = Several(build(2), build(3))  # model: several.models.0 model: several.models.1
    print(several)


one = build(4)
two = build(8)
both = Adversaries(one, two)  # model: both
main()
