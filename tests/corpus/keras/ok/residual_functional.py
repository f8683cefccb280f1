"""A residual net for CIFAR-10, 6n+2 weighted layers, built with helper functions."""
import keras
from keras import layers
from keras.regularizers import l2


def conv_bn(x, filters, kernel_size=3, strides=1, activation=True):
    x = layers.Conv2D(
        filters,
        kernel_size,
        strides=strides,
        padding="same",
        use_bias=False,
        kernel_initializer="he_normal",
        kernel_regularizer=l2(1e-4),
    )(x)
    x = layers.BatchNormalization()(x)
    if activation:
        x = layers.Activation("relu")(x)
    return x


def residual_block(x, filters, strides=1):
    shortcut = x
    y = conv_bn(x, filters, strides=strides)
    y = conv_bn(y, filters, activation=False)
    if strides != 1 or x.shape[-1] != filters:
        shortcut = conv_bn(x, filters, kernel_size=1, strides=strides, activation=False)
    y = layers.add([shortcut, y])
    return layers.Activation("relu")(y)


def build(input_shape, depth=20, num_classes=10):
    if (depth - 2) % 6 != 0:
        raise ValueError("depth should be 6n + 2 (20, 32, 44, ...)")
    blocks = (depth - 2) // 6

    inputs = keras.Input(shape=input_shape)
    x = conv_bn(inputs, 16)
    filters = 16
    for stage in range(3):
        for block in range(blocks):
            strides = 2 if stage > 0 and block == 0 else 1
            x = residual_block(x, filters, strides)
        filters *= 2
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(num_classes, activation="softmax", kernel_initializer="he_normal")(x)
    return keras.Model(inputs, outputs)


def lr_schedule(epoch):
    rate = 1e-3
    for boundary, factor in ((180, 0.5e-3), (160, 1e-3), (120, 1e-2), (80, 1e-1)):
        if epoch > boundary:
            return rate * factor
    return rate


if __name__ == "__main__":
    (x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
    model = build(x_train.shape[1:])
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(lr_schedule(0)),
        metrics=["accuracy"],
    )
    model.fit(x_train / 255.0, y_train, epochs=200, callbacks=[keras.callbacks.LearningRateScheduler(lr_schedule)])
