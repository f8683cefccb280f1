import keras
from keras import layers as L

CHANNELS = [32, 64, 128, 256]


def unet(input_size=(None, None, 3), classes=21):
    """A fully convolutional U-Net for any size that 8 divides."""
    inputs = L.Input(input_size)
    x, skips = inputs, []
    for c in CHANNELS[:-1]:
        x = L.Conv2D(c, 3, activation="relu", padding="same")(x)
        x = L.Conv2D(c, 3, activation="relu", padding="same")(x)
        skips += [x]
        x = L.MaxPooling2D(pool_size=(2, 2))(x)

    x = L.Conv2D(CHANNELS[-1], 3, activation="relu", padding="same")(x)
    x = L.Conv2D(CHANNELS[-1], 3, activation="relu", padding="same")(x)
    x = L.Dropout(0.5)(x)

    for c, skip in zip(CHANNELS[-2::-1], skips[::-1]):
        x = L.UpSampling2D(size=(2, 2), interpolation="bilinear")(x)
        x = L.Conv2D(c, 2, activation="relu", padding="same")(x)
        x = L.concatenate([skip, x], axis=3)
        x = L.Conv2D(c, 3, activation="relu", padding="same")(x)
        x = L.Conv2D(c, 3, activation="relu", padding="same")(x)

    logits = L.Conv2D(classes, 1)(x)
    return keras.Model(inputs, L.Softmax(axis=-1)(logits))


if __name__ == "__main__":
    net = unet()
    net.compile(optimizer=keras.optimizers.Adam(1e-4), loss="sparse_categorical_crossentropy")
    net.summary()
