"""Depthwise separable convolutions from a list of settings."""
import keras
from keras.layers import (BatchNormalization, Conv2D, Dense, DepthwiseConv2D, Dropout, GlobalAveragePooling2D, Input, ReLU,
                          Reshape, ZeroPadding2D)

# filters, strides, repeats
SETTINGS = [
    (64, 1, 1),
    (128, 2, 2),
    (256, 2, 2),
    (512, 2, 6),
    (1024, 2, 2),
]


def round_filters(filters, alpha, divisor=8):
    rounded = max(divisor, int(filters * alpha + divisor / 2) // divisor * divisor)
    if rounded < 0.9 * filters * alpha:
        rounded += divisor
    return rounded


def depthwise_block(x, filters, strides, index):
    if strides != 1:
        x = ZeroPadding2D(((0, 1), (0, 1)), name=f"pad_{index}")(x)
    x = DepthwiseConv2D(
        3,
        padding="same" if strides == 1 else "valid",
        strides=strides,
        use_bias=False,
        name=f"dw_{index}",
    )(x)
    x = BatchNormalization(name=f"dw_{index}_bn")(x)
    x = ReLU(6.0, name=f"dw_{index}_relu")(x)
    x = Conv2D(filters, 1, padding="same", use_bias=False, name=f"pw_{index}")(x)
    x = BatchNormalization(name=f"pw_{index}_bn")(x)
    return ReLU(6.0, name=f"pw_{index}_relu")(x)


def MobileClassifier(input_shape=(160, 160, 3), alpha=0.75, classes=1000, dropout=1e-3):
    image = Input(shape=input_shape)
    x = ZeroPadding2D(((0, 1), (0, 1)))(image)
    x = Conv2D(round_filters(32, alpha), 3, strides=(2, 2), use_bias=False)(x)
    x = BatchNormalization()(x)
    x = ReLU(6.0)(x)

    index = 0
    for filters, strides, repeats in SETTINGS:
        for repeat in range(repeats):
            index += 1
            x = depthwise_block(x, round_filters(filters, alpha), strides if repeat == 0 else 1, index)

    x = GlobalAveragePooling2D(keepdims=True)(x)
    x = Dropout(dropout)(x)
    x = Conv2D(classes, 1, padding="same", name="preds")(x)
    x = Reshape((classes,), name="reshape")(x)
    return keras.Model(image, keras.layers.Activation("softmax")(x), name=f"mobile_{alpha}")


if __name__ == "__main__":
    MobileClassifier().summary()
