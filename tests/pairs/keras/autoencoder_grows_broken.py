# Kind: an autoencoder that gives another size than it is given
# After: keras issue 12674: "expected conv2d_7 to have shape (20, 20, 1)" and data of 23 pixels, one convolution has no padding
# Words: that the output is to be as large as the input is known to the author alone
import keras
import numpy as np
from keras.layers import Conv2D, MaxPooling2D, UpSampling2D

x_train = np.zeros((8, 23, 23, 1))
inputs = keras.Input(shape=(23, 23, 1))
x = Conv2D(16, 3, activation="relu", padding="same")(inputs)
x = MaxPooling2D(2, padding="same")(x)
x = Conv2D(8, 3, activation="relu", padding="same")(x)
encoded = MaxPooling2D(2, padding="same")(x)
x = UpSampling2D(2)(encoded)
x = Conv2D(16, 3, activation="relu", padding="same")(x)
x = UpSampling2D(2)(x)
decoded = Conv2D(1, 3, activation="sigmoid", padding="same")(x)
autoencoder = keras.Model(inputs, decoded)
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
autoencoder.fit(x_train, x_train, epochs=1, verbose=0)  # finds: CNN405
