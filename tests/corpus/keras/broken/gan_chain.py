"""The generator makes 28 x 28 x 1, the discriminator expects 32 x 32 x 1."""
import keras
from keras import layers

generator = keras.Sequential(
    [
        keras.Input((64,)),
        layers.Dense(7 * 7 * 64),
        layers.Reshape((7, 7, 64)),
        layers.Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
    ]
)

judged = keras.Input((32, 32, 1))
x = layers.Conv2D(32, 4, strides=2, padding="same")(judged)
x = layers.LeakyReLU()(x)
x = layers.Conv2D(64, 4, strides=2, padding="same")(x)
x = layers.Flatten()(x)
discriminator = keras.Model(judged, layers.Dense(1)(x))

noise = keras.Input((64,))
model = keras.Model(noise, discriminator(generator(noise)))
