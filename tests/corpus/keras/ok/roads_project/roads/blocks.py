from keras import layers

KERNEL = 3


def conv_bn_relu(x, filters, kernel=KERNEL, rate=1, **kwargs):
    x = layers.Conv2D(filters, kernel, padding="same", dilation_rate=rate, use_bias=False, **kwargs)(x)
    x = layers.BatchNormalization()(x)
    return layers.ReLU()(x)


def aspp(x, filters, rates):
    """Parallel dilated convolutions and an image-level feature, joined."""
    height, width = x.shape[1], x.shape[2]
    branches = [conv_bn_relu(x, filters, 1 if rate == 1 else KERNEL, rate) for rate in rates]
    pooled = layers.GlobalAveragePooling2D(keepdims=True)(x)
    pooled = conv_bn_relu(pooled, filters, 1)
    pooled = layers.UpSampling2D((height, width), interpolation="bilinear")(pooled)
    return conv_bn_relu(layers.concatenate(branches + [pooled]), filters, 1)
