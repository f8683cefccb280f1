"""Three times the resolution, by moving channels to places; for images of any size."""
import keras
from keras import layers, ops


class DepthToSpace(layers.Layer):
    def __init__(self, block, **kwargs):
        super().__init__(**kwargs)
        self.block = block

    def call(self, x):
        batch, height, width, depth = ops.shape(x)
        b = self.block
        x = ops.reshape(x, [batch, height, width, b, b, depth // b**2])
        x = ops.transpose(x, [0, 1, 3, 2, 4, 5])
        return ops.reshape(x, [batch, height * b, width * b, depth // b**2])

    def compute_output_shape(self, shape):
        batch, height, width, depth = shape
        grown = [size * self.block if size is not None else None for size in (height, width)]
        return (batch, *grown, depth // self.block**2)


def get_model(upscale_factor=3, channels=1):
    conv_args = {"activation": "relu", "kernel_initializer": "orthogonal", "padding": "same"}
    inputs = keras.Input(shape=(None, None, channels))
    x = layers.Conv2D(64, 5, **conv_args)(inputs)
    x = layers.Conv2D(64, 3, **conv_args)(x)
    x = layers.Conv2D(32, 3, **conv_args)(x)
    x = layers.Conv2D(channels * (upscale_factor**2), 3, **conv_args)(x)
    outputs = DepthToSpace(upscale_factor)(x)
    return keras.Model(inputs, outputs)


if __name__ == "__main__":
    get_model(upscale_factor=3).summary()
