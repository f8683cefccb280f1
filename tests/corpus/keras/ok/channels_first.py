"""Sea-ice patches come as (bands, rows, columns); the net keeps them so."""
import keras
from keras.layers import (
    AveragePooling2D,
    BatchNormalization,
    Concatenate,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    Input,
    MaxPooling2D,
    ReLU,
    ZeroPadding2D,
)

keras.config.set_image_data_format("channels_first")
BANDS, SIZE = 7, 64

inp = Input((BANDS, SIZE, SIZE))
x = ZeroPadding2D(1)(inp)
x = Conv2D(32, 3, strides=2)(x)
x = BatchNormalization(axis=1)(x)
x = ReLU()(x)
a = Conv2D(32, 3, padding="same", dilation_rate=1, activation="relu")(x)
b = Conv2D(32, 3, padding="same", dilation_rate=4, activation="relu")(x)
x = Concatenate(axis=1, name="scales")([a, b])
x = MaxPooling2D(2)(x)
x = Conv2D(128, 3, activation="relu", name="last_conv")(x)
local = AveragePooling2D(7)(x)
local = Flatten()(local)
whole = GlobalAveragePooling2D()(x)
x = Concatenate()([local, whole])
model = keras.Model(inp, Dense(4, activation="softmax")(x), name="sea_ice")
model.compile("sgd", "sparse_categorical_crossentropy")

keras.config.set_image_data_format("channels_last")
