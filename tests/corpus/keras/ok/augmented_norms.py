"""Flowers with augmentation inside the model, and three kinds of normalisation to choose from."""
import tensorflow as tf
from tensorflow.keras import Sequential, layers

NORM = "group"

data_augmentation = Sequential(
    [
        layers.RandomFlip("horizontal"),
        layers.RandomRotation(0.1),
        layers.RandomZoom(0.2),
        layers.RandomContrast(0.1),
    ],
    name="augment",
)


def norm():
    if NORM == "batch":
        return layers.BatchNormalization()
    elif NORM == "layer":
        return layers.LayerNormalization(axis=-1)
    elif NORM == "group":
        return layers.GroupNormalization(groups=8)
    raise ValueError(NORM)


class WSConv2D(layers.Conv2D):
    """A convolution with other defaults."""

    def __init__(self, filters, kernel_size=3, **kwargs):
        kwargs.setdefault("padding", "same")
        kwargs.setdefault("kernel_initializer", "he_uniform")
        super().__init__(filters, kernel_size, **kwargs)


inputs = layers.Input((160, 160, 3))
x = layers.Resizing(128, 128)(inputs)
x = data_augmentation(x)
x = layers.CenterCrop(112, 112)(x)
x = layers.Rescaling(1.0 / 127.5, offset=-1)(x)
for width in (32, 64, 128):
    x = WSConv2D(width, use_bias=False)(x)
    x = norm()(x)
    x = layers.PReLU(shared_axes=[1, 2])(x)
    x = WSConv2D(width, 1)(x)
    x = layers.LayerNormalization()(x)
    x = layers.ELU()(x)
    x = layers.MaxPooling2D()(x)
x = layers.SpatialDropout2D(0.2)(x)
x = layers.GlobalAveragePooling2D()(x)
x = layers.BatchNormalization(scale=False)(x)
flowers = tf.keras.Model(inputs, layers.Dense(102, activation="softmax")(x), name="flowers")
