"""DepthwiseConv2D takes no filters: 64 is read as the kernel, (3, 3) as the strides."""
import keras
from keras.layers import BatchNormalization, Conv2D, Dense, DepthwiseConv2D, GlobalAveragePooling2D, Input, ReLU


def separable(x, filters):
    x = DepthwiseConv2D(filters, (3, 3), use_bias=False)(x)
    x = BatchNormalization()(x)
    x = ReLU()(x)
    x = Conv2D(filters, 1, use_bias=False)(x)
    x = BatchNormalization()(x)
    return ReLU()(x)


def build(size=48):
    inputs = Input((size, size, 3))
    x = Conv2D(32, 3, strides=2)(inputs)
    x = separable(x, 64)
    x = separable(x, 128)
    x = GlobalAveragePooling2D()(x)
    return keras.Model(inputs, Dense(10, activation="softmax")(x))


model = build()
