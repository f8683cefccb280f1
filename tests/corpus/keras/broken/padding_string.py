import tensorflow as tf

FILTERS = [16, 32, 64]
PADDING = "Same "


def encoder(shape):
    net = tf.keras.Sequential(name="encoder")
    net.add(tf.keras.layers.InputLayer(shape=shape))
    for filters in FILTERS:
        net.add(tf.keras.layers.Conv2D(filters, 3, strides=2, padding=PADDING, activation="relu"))
        net.add(tf.keras.layers.BatchNormalization())
    net.add(tf.keras.layers.Flatten())
    net.add(tf.keras.layers.Dense(32))
    return net


model = encoder((64, 64, 3))
