"""A stack of causal dilated convolutions over raw audio, gated, with skip connections."""
import keras
from keras import layers

SAMPLE_RATE = 8000
SECONDS = 1


def gated_block(x, filters, dilation, block):
    filtered = layers.Conv1D(
        filters, 2, padding="causal", dilation_rate=dilation, activation="tanh", name=f"filter_{block}_{dilation}"
    )(x)
    gate = layers.Conv1D(
        filters, 2, padding="causal", dilation_rate=dilation, activation="sigmoid", name=f"gate_{block}_{dilation}"
    )(x)
    z = layers.multiply([filtered, gate])
    skip = layers.Conv1D(filters, 1)(z)
    return layers.add([x, skip]), skip


def build_wave_model(filters=32, blocks=2, depth=8, classes=35):
    audio = keras.Input((SAMPLE_RATE * SECONDS, 1), name="audio")
    x = layers.Conv1D(filters, 2, padding="causal")(audio)
    skips = []
    for block in range(blocks):
        for i in range(depth):
            x, skip = gated_block(x, filters, 2**i, block)
            skips.append(skip)
    x = layers.Add(name="skips")(skips)
    x = layers.Activation("relu")(x)
    x = layers.Conv1D(128, 80, strides=40, padding="same", activation="relu", name="coarse")(x)
    x = layers.AveragePooling1D(5)(x)
    x = layers.Conv1D(classes, 1)(x)
    x = layers.GlobalAveragePooling1D()(x)
    return keras.Model(audio, layers.Softmax()(x))


model = build_wave_model()
