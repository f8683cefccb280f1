"""A discriminator that judges overlapping patches, with its own padding layers and a loop over settings."""
import keras
from keras import layers, ops


class ReflectionPadding2D(layers.Layer):
    """Mirrors the border."""

    def __init__(self, padding=(1, 1), **kwargs):
        self.padding = tuple(padding)
        super().__init__(**kwargs)

    def call(self, x):
        rows, columns = self.padding
        return ops.pad(x, [[0, 0], [rows, rows], [columns, columns], [0, 0]], mode="reflect")


class InstanceNorm(layers.GroupNormalization):
    def __init__(self, **kwargs):
        super().__init__(groups=-1, **kwargs)


def get_discriminator(shape=(256, 256, 3), first=64, downsamplings=3, kernel_initializer=None, name=None):
    img = layers.Input(shape=shape, name=f"{name}_img")
    x = layers.Conv2D(first, 4, strides=2, padding="same", kernel_initializer=kernel_initializer)(img)
    x = layers.LeakyReLU(0.2)(x)
    filters = first
    for i in range(downsamplings):
        filters *= 2
        x = ReflectionPadding2D()(x)
        x = layers.Conv2D(filters, 4, strides=2 if i < 2 else 1, use_bias=False)(x)
        x = InstanceNorm()(x)
        x = layers.LeakyReLU(0.2)(x)
    x = layers.Conv2D(1, (4, 4), strides=(1, 1), padding="same", name="verdict")(x)
    return keras.Model(inputs=img, outputs=x, name=name)


init = keras.initializers.RandomNormal(mean=0.0, stddev=0.02)
disc_x = get_discriminator(name="discriminator_x", kernel_initializer=init)
disc_y = get_discriminator(name="discriminator_y", kernel_initializer=init)
