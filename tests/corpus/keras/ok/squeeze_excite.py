import keras
from keras import backend, layers


def se_gate(x, ratio=16):
    """Channel attention: squeeze by the mean, excite by two 1x1 layers."""
    channels = x.shape[-1]
    gate = layers.GlobalAveragePooling2D()(x)
    gate = layers.Reshape((1, 1, channels))(gate)
    gate = layers.Dense(max(channels // ratio, 4), activation="relu", kernel_initializer="he_normal", use_bias=False)(gate)
    gate = layers.Dense(channels, activation="sigmoid", kernel_initializer="he_normal", use_bias=False)(gate)
    return layers.multiply([x, gate])


def mbconv(x, out, expand=4, kernel=3, stride=1, drop=0.0):
    inp = x.shape[-1]
    y = x
    if expand > 1:
        y = layers.Conv2D(inp * expand, 1, use_bias=False)(y)
        y = layers.BatchNormalization()(y)
        y = layers.Activation("swish")(y)
    y = layers.DepthwiseConv2D(kernel, strides=stride, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.Activation("swish")(y)
    y = se_gate(y)
    y = layers.Conv2D(out, 1, use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    if stride == 1 and inp == out:
        if drop:
            y = layers.Dropout(drop, noise_shape=(None, 1, 1, 1))(y)
        y = layers.Add()([x, y])
    return y


class Config:
    stages = (
        # expand, kernel, stride, out, repeats
        (1, 3, 1, 16, 1),
        (4, 3, 2, 24, 2),
        (4, 5, 2, 40, 2),
        (6, 3, 2, 80, 3),
    )
    head = 320


image = keras.Input((128, 128, 3))
h = layers.Conv2D(32, 3, strides=2, padding="same", use_bias=False)(image)
h = layers.BatchNormalization()(h)
h = layers.Activation("swish")(h)
total = sum(stage[-1] for stage in Config.stages)
done = 0
for expand, kernel, stride, out, repeats in Config.stages:
    for repeat in range(repeats):
        h = mbconv(h, out, expand, kernel, stride if repeat == 0 else 1, drop=0.2 * done / total)
        done += 1
h = layers.Conv2D(Config.head, 1, use_bias=False, name="top_conv")(h)
h = layers.BatchNormalization(name="top_bn")(h)
h = layers.GlobalMaxPooling2D()(h)
classifier = keras.Model(image, layers.Dense(8, activation="softmax")(h))
print(backend.image_data_format(), classifier.count_params())
