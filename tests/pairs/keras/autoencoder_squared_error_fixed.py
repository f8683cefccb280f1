# Kind: an autoencoder that gives another size than it is given
# After: an issue of artificio (12): "A target array with shape (73, 458, 690, 3) was passed for an output of shape (None, 460, 692, 3)"
import numpy as np
from keras import Sequential, layers

images = np.random.rand(4, 30, 30, 3)
model = Sequential(
    [
        layers.Input(shape=(30, 30, 3)),
        layers.Conv2D(8, 3, strides=4, padding="same", activation="relu"),
        layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(3, 3, strides=2, padding="same", activation="sigmoid"),
        layers.Cropping2D(1),
    ]
)
model.compile(optimizer="adam", loss="mse")
model.fit(images, images, epochs=1, verbose=0)
