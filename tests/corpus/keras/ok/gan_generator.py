import keras
from keras import layers
from keras.layers import BatchNormalization, Conv2D, Conv2DTranspose, Dense, Dropout, Flatten, LeakyReLU, Reshape

noise_dim = 100
image_shape = (64, 64, 3)


def make_generator_model(start=4, channels=512):
    model = keras.Sequential(name="generator")
    model.add(Dense(start * start * channels, use_bias=False, input_shape=(noise_dim,)))
    model.add(BatchNormalization())
    model.add(LeakyReLU())
    model.add(Reshape((start, start, channels)))
    assert model.output_shape == (None, start, start, channels)

    size = start
    while size < image_shape[0] // 2:
        size, channels = size * 2, channels // 2
        model.add(Conv2DTranspose(channels, (4, 4), strides=(2, 2), padding="same", use_bias=False))
        model.add(BatchNormalization())
        model.add(LeakyReLU())
    model.add(Conv2DTranspose(image_shape[-1], (4, 4), strides=(2, 2), padding="same", activation="tanh"))
    assert model.output_shape == (None, *image_shape)
    return model


def make_discriminator_model():
    model = keras.Sequential(name="discriminator")
    model.add(keras.Input(image_shape))
    for filters in [64, 128, 256]:
        model.add(Conv2D(filters, (4, 4), strides=(2, 2), padding="same"))
        model.add(LeakyReLU(0.2))
        model.add(Dropout(0.3))
    model.add(Flatten())
    model.add(Dense(1))
    return model


generator = make_generator_model()
discriminator = make_discriminator_model()

discriminator.trainable = False
z = layers.Input(shape=(noise_dim,))
gan = keras.Model(z, discriminator(generator(z)), name="gan")
gan.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True), optimizer=keras.optimizers.Adam(2e-4, beta_1=0.5))
