# Kind: encoder and decoder disagree on the code
# After: questions on autoencoders in two models: the decoder's Input has another width than the code
import keras
from keras import layers

encoder_input = keras.Input(shape=(784,))
code = layers.Dense(32, activation="relu")(encoder_input)
encoder = keras.Model(encoder_input, code, name="encoder")

decoder_input = keras.Input(shape=(32,))
pixels = layers.Dense(784, activation="sigmoid")(decoder_input)
decoder = keras.Model(decoder_input, pixels, name="decoder")

picture = keras.Input(shape=(784,))
autoencoder = keras.Model(picture, decoder(encoder(picture)))
