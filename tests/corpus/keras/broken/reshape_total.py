"""A generator whose first Reshape was not changed with the Dense before it."""
from keras.layers import BatchNormalization, Conv2DTranspose, Dense, LeakyReLU, Reshape
from keras.models import Sequential

LATENT = 100


def build_generator():
    model = Sequential()
    model.add(Dense(7 * 7 * 128, input_shape=(LATENT,)))
    model.add(BatchNormalization())
    model.add(LeakyReLU())
    model.add(Reshape((7, 7, 256)))
    model.add(Conv2DTranspose(128, 5, padding="same", use_bias=False))
    model.add(BatchNormalization())
    model.add(LeakyReLU())
    model.add(Conv2DTranspose(64, 5, strides=2, padding="same", use_bias=False))
    model.add(BatchNormalization())
    model.add(LeakyReLU())
    model.add(Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh"))
    return model


generator = build_generator()
generator.summary()
