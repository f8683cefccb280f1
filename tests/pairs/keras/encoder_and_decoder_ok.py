# Kind: an autoencoder in two models
# After: code_of_the_autoencoder, with widths that go together
import keras
import numpy as np
from keras import layers

encoder = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(8, 3, strides=2, padding="same"), layers.Flatten(), layers.Dense(16)])
decoder = keras.Sequential([keras.Input((16,)), layers.Dense(7 * 7 * 8), layers.Reshape((7, 7, 8)), layers.UpSampling2D(4), layers.Conv2D(1, 3, padding="same")])
image = keras.Input((28, 28, 1))
model = keras.Model(image, decoder(encoder(image)))
model.compile("adam", "mse")
x = np.zeros((6, 28, 28))
model.fit(x, x, verbose=0)
