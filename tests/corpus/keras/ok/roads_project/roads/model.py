import keras
from keras import layers

from . import blocks
from .config import ModelConfig


class RoadNet:
    """Builds the net step by step, and keeps what the decoder needs."""

    def __init__(self, config: ModelConfig):
        self.config = config
        self.skips: list = []

    def encode(self, x):
        for i, width in enumerate(self.config.widths):
            x = blocks.conv_bn_relu(x, width)
            x = blocks.conv_bn_relu(x, width)
            if i + 1 < len(self.config.widths):
                self.skips.append(x)
                x = layers.MaxPooling2D()(x)
        return x

    def decode(self, x):
        while self.skips:
            skip = self.skips.pop()
            x = layers.UpSampling2D()(x)
            x = layers.Concatenate()([x, blocks.conv_bn_relu(skip, skip.shape[-1] // 2, kernel=1)])
            x = blocks.conv_bn_relu(x, skip.shape[-1])
        return x

    def __call__(self):
        c = self.config
        tile = keras.Input((c.tile, c.tile, c.bands), name="tile")
        x = self.encode(tile)
        x = blocks.aspp(x, c.widths[-1], c.aspp_rates)
        x = layers.Dropout(c.dropout)(x)
        x = self.decode(x)
        probabilities = layers.Conv2D(c.classes, 1, activation="softmax", name="probabilities")(x)
        return keras.Model(tile, probabilities, name="roadnet")


def build_roadnet(**settings):
    return RoadNet(ModelConfig(**settings))()
