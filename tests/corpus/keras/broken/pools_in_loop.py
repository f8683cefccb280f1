"""Written for 224 pixels, used for 64."""
from tensorflow.keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D
from tensorflow.keras.models import Model

WIDTHS = [32, 64, 128, 256, 512]


def stage(x, width, repeats):
    for _ in range(repeats):
        x = Conv2D(width, 3, activation="relu")(x)
    return MaxPooling2D(2)(x)


def build(size, classes=20):
    inputs = Input((size, size, 3))
    x = inputs
    for i, width in enumerate(WIDTHS):
        x = stage(x, width, repeats=2 if i < 2 else 3)
    x = Flatten()(x)
    x = Dense(1024, activation="relu")(x)
    return Model(inputs, Dense(classes, activation="softmax")(x))


if __name__ == "__main__":
    build(64).summary()
