# Kind: labels of a discriminator that gives a map
# After: questions on PatchGAN: the discriminator gives a map of patches, and is trained on one label each
import keras
import numpy as np
from keras.layers import Conv2D, Dense, Flatten, LeakyReLU

disc = keras.Sequential(
    [
        keras.Input(shape=(32, 32, 3)),
        Conv2D(16, 4, strides=2, padding="same"),
        LeakyReLU(),
        Conv2D(32, 4, strides=2, padding="same"),
        LeakyReLU(),
        Dense(1, activation="sigmoid"),
    ]
)
disc.compile(loss="binary_crossentropy", optimizer="adam")
real = np.ones((8, 1))
disc.train_on_batch(np.zeros((8, 32, 32, 3)), real)  # finds: CNN405
