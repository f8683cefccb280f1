"""Denoising autoencoder; 28 is padded to 32 on the way in and cropped on the way out."""
import keras
from keras.layers import (
    Conv2D,
    Conv2DTranspose,
    Cropping2D,
    GaussianNoise,
    Input,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)

encoder = keras.Sequential(
    [
        Input((28, 28, 1)),
        GaussianNoise(0.2),
        ZeroPadding2D(padding=2),
        Conv2D(32, 3, activation="relu", padding="same"),
        MaxPooling2D(2, padding="same"),
        Conv2D(16, 3, activation="relu", padding="same"),
        MaxPooling2D(2, padding="same"),
        ZeroPadding2D(((1, 0), (0, 1))),
        Conv2D(8, 2, activation="relu"),
    ],
    name="encoder",
)

decoder = keras.Sequential(name="decoder")
decoder.add(Input(encoder.output_shape[1:]))
decoder.add(Conv2D(16, 3, activation="relu", padding="same"))
decoder.add(UpSampling2D())
decoder.add(Conv2DTranspose(32, 3, strides=2, activation="relu", padding="valid"))
decoder.add(Cropping2D(cropping=((2, 3), (2, 3))))
decoder.add(Conv2D(1, 3, activation="sigmoid", padding="same"))

noisy = Input((28, 28, 1), name="noisy")
autoencoder = keras.Model(noisy, decoder(encoder(noisy)), name="autoencoder")
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
assert autoencoder.output_shape == (None, 28, 28, 1)
