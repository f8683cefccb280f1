# Kind: a sub-model is given what it was not made for
# After: questions on DCGANs: the discriminator is built for 28×28×1, and the generator gives 56×56×1
import keras
from keras import layers

generator = keras.Sequential(
    [
        keras.Input(shape=(64,)),
        layers.Dense(7 * 7 * 32, activation="relu"),
        layers.Reshape((7, 7, 32)),
        layers.Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(16, 4, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 4, strides=1, padding="same", activation="tanh"),
    ]
)
discriminator = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(32, 4, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid"),
    ]
)
noise = keras.Input(shape=(64,))
gan = keras.Model(noise, discriminator(generator(noise)))
