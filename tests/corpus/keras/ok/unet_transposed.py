"""U-Net for cell boundaries, 'same' padding, transposed convolutions on the way up."""
import tensorflow as tf
from tensorflow.keras.layers import (BatchNormalization, Concatenate, Conv2D, Conv2DTranspose, Dropout, Input, MaxPool2D,
                                     Activation)
from tensorflow.keras.models import Model


def double_conv(x, n_filters, dropout=0.0):
    for i in range(2):
        x = Conv2D(n_filters, kernel_size=(3, 3), padding="same", kernel_initializer="he_normal")(x)
        x = BatchNormalization()(x)
        x = Activation("relu")(x)
    if dropout:
        x = Dropout(dropout)(x)
    return x


def down(x, n_filters, dropout=0.0):
    skip = double_conv(x, n_filters, dropout)
    return skip, MaxPool2D((2, 2))(skip)


def up(x, skip, n_filters):
    x = Conv2DTranspose(n_filters, (2, 2), strides=(2, 2), padding="same")(x)
    x = Concatenate()([x, skip])
    return double_conv(x, n_filters)


def get_unet(height=256, width=256, channels=1, base=16, n_classes=1):
    image = Input((height, width, channels), name="image")
    skips = []
    x = image
    for level in range(4):
        skip, x = down(x, base * 2 ** level, dropout=0.1 * level)
        skips.append(skip)
    x = double_conv(x, base * 16, dropout=0.3)
    for level, skip in reversed(list(enumerate(skips))):
        x = up(x, skip, base * 2 ** level)
    mask = Conv2D(n_classes, 1, activation="sigmoid" if n_classes == 1 else "softmax", name="mask")(x)
    return Model(inputs=[image], outputs=[mask], name="unet")


def dice(y_true, y_pred, smooth=1.0):
    overlap = tf.reduce_sum(y_true * y_pred)
    return (2.0 * overlap + smooth) / (tf.reduce_sum(y_true) + tf.reduce_sum(y_pred) + smooth)


model = get_unet()
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=[dice])
model.summary()
