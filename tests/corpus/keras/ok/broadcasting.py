"""Attention over channels and over places, by shapes that broadcast; plain operators between tensors."""
import keras
from keras import layers, ops


def channel_attention(x, ratio=8):
    channels = x.shape[-1]
    shared_one = layers.Dense(channels // ratio, activation="relu")
    shared_two = layers.Dense(channels)
    mean = shared_two(shared_one(layers.GlobalAveragePooling2D(keepdims=True)(x)))
    peak = shared_two(shared_one(layers.GlobalMaxPooling2D(keepdims=True)(x)))
    return layers.Multiply()([x, layers.Activation("sigmoid")(mean + peak)])


def place_attention(x, kernel=7):
    mean = ops.mean(x, axis=-1, keepdims=True)
    peak = ops.max(x, axis=-1, keepdims=True)
    gate = layers.Concatenate()([mean, peak])
    gate = layers.Conv2D(1, kernel, padding="SAME", activation="sigmoid", use_bias=False)(gate)
    return x * gate


inputs = keras.Input((64, 64, 3))
x = inputs / 255.0 - 0.5
x = layers.Conv2D(32, 3, padding="Same")(x)
x = layers.Dense(48, activation="relu")(x)  # a 1x1 convolution
x = place_attention(channel_attention(x))
x = layers.MaxPooling2D((2, 4))(x)
bias = layers.GlobalAveragePooling2D(keepdims=True)(x)
x = layers.Add()([x, bias])
even, odd = x[:, ::2], x[:, 1::2]
x = layers.Maximum()([even, odd])
x = ops.relu(x)
left, right = ops.split(x, 2, axis=2)
x = layers.Concatenate(axis=-1)([left, -right])
x = ops.reshape(x, (-1, x.shape[1] * x.shape[2] * x.shape[3]))
outputs = layers.Dense(10)(x)
model = keras.Model(inputs, outputs, name="broadcasting")
