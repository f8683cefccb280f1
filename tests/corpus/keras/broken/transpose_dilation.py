"""A decoder with a dilated transposed convolution."""
from tensorflow.keras import Model
from tensorflow.keras.layers import Conv2D, Conv2DTranspose, Input

code = Input((16, 16, 256), name="code")
x = Conv2DTranspose(128, 3, strides=2, padding="same", activation="relu")(code)
x = Conv2DTranspose(64, 3, strides=(2, 2), dilation_rate=(2, 2), padding="same", activation="relu")(x)
x = Conv2D(32, 3, padding="same", activation="relu")(x)
depth = Conv2D(1, 1, activation="softplus", name="depth")(x)

decoder = Model(code, depth, name="decoder")
decoder.compile(optimizer="adam", loss="mae")

if __name__ == "__main__":
    decoder.summary()
