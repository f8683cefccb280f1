# Kind: the number of elements of a Reshape
# After: questions on generators of images: "total size of new array must be unchanged"
from keras import Sequential, layers

generator = Sequential()
generator.add(layers.Dense(7 * 7 * 64, input_shape=(100,), use_bias=False))
generator.add(layers.BatchNormalization())
generator.add(layers.LeakyReLU())
generator.add(layers.Reshape((7, 7, 128)))  # finds: CNN106
generator.add(layers.Conv2DTranspose(64, 5, strides=2, padding="same"))
generator.add(layers.Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh"))
