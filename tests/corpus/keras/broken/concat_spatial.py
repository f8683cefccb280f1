"""A U-Net for 100 x 100 tiles: 100, 50, 25, 12 and back to 24."""
from tensorflow import keras
from tensorflow.keras import layers


def conv(x, filters):
    x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return layers.Conv2D(filters, 3, padding="same", activation="relu")(x)


def unet(shape, depth=3, base=16):
    inputs = keras.Input(shape)
    x, skips = inputs, []
    for level in range(depth):
        x = conv(x, base << level)
        skips.append(x)
        x = layers.MaxPooling2D()(x)
    x = conv(x, base << depth)
    for level in reversed(range(depth)):
        x = layers.Conv2DTranspose(base << level, 2, strides=2, padding="same")(x)
        x = layers.Concatenate()([x, skips[level]])
        x = conv(x, base << level)
    return keras.Model(inputs, layers.Conv2D(1, 1, activation="sigmoid")(x))


model = unet((100, 100, 3))
model.compile("adam", "binary_crossentropy")
