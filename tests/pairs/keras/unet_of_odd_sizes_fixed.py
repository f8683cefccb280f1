# Kind: skip connections of a U-Net whose input does not halve evenly
# After: keras issue 19964: "input_shape=[(None, 88, 88, 128), (None, 89, 89, 128)]"
import keras
from keras import layers


def unet(size):
    inputs = keras.Input(shape=(size, size, 1))
    skips = []
    x = inputs
    for width in (8, 16, 32):
        x = layers.Conv2D(width, 3, padding="same", activation="relu")(x)
        skips.append(x)
        x = layers.MaxPooling2D(2)(x)
    x = layers.Conv2D(64, 3, padding="same", activation="relu")(x)
    for width, skip in zip((32, 16, 8), reversed(skips)):
        x = layers.Conv2DTranspose(width, 2, strides=2)(x)
        x = layers.concatenate([x, skip])
        x = layers.Conv2D(width, 3, padding="same", activation="relu")(x)
    return keras.Model(inputs, layers.Conv2D(1, 1, activation="sigmoid")(x))


model = unet(104)
