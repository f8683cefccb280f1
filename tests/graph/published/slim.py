"""The convolutional parts of networks as TensorFlow-Slim defines them, written for Keras: to be read, not run.

Kernels, strides, paddings and widths are Slim's. Its residual networks stride in the last unit of a block, and pad before a window that
strides, whatever the size of the map.
"""

import keras
from keras import layers


def conv(x, width, kernel=1, strides=1, padding="same"):
    x = layers.Conv2D(width, kernel, strides, padding, use_bias=False)(x)
    return layers.ReLU()(layers.BatchNormalization()(x))


def separable(x, width, kernel=3, strides=1):
    x = layers.DepthwiseConv2D(kernel, strides, "same", use_bias=False)(x)
    return conv(layers.ReLU()(layers.BatchNormalization()(x)), width)


def chain(x, *stages):
    for stage in stages:
        x = conv(x, *stage)
    return x


def largest(x, kernel=3, strides=2, padding="valid"):
    return layers.MaxPooling2D(kernel, strides, padding)(x)


def average(x, width):
    return conv(layers.AveragePooling2D(3, 1, "same")(x), width)


def beside(*branches):
    return layers.Concatenate()(branches)


def alexnet_v2(size):
    inputs = keras.Input((size, size, 3))
    x = largest(conv(inputs, 64, 11, 4, "valid"))
    x = largest(conv(x, 192, 5))
    x = largest(chain(x, (384, 3), (384, 3), (256, 3)))
    return keras.Model(inputs, x)


def vgg(size, *blocks):
    x = inputs = keras.Input((size, size, 3))
    for level, count in enumerate(blocks):
        for _ in range(count):
            x = layers.Conv2D(min(64 * 2**level, 512), 3, padding="same", activation="relu")(x)
        x = largest(x, 2, 2)
    return keras.Model(inputs, x)


def vgg_a(size):
    return vgg(size, 1, 1, 2, 2, 2)


def vgg_16(size):
    return vgg(size, 2, 2, 3, 3, 3)


def mobilenet_v1(size, multiplier=1.0):
    inputs = keras.Input((size, size, 3))
    x = conv(inputs, int(32 * multiplier), 3, 2)
    strides = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1]
    widths = [64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024]
    for width, stride in zip(widths, strides, strict=True):
        x = separable(x, int(width * multiplier), 3, stride)
    return keras.Model(inputs, x)


def mobilenet_v1_075(size):
    return mobilenet_v1(size, 0.75)


def fixed(x, width, kernel, strides):
    if strides == 1:
        return conv(x, width, kernel)
    before = (kernel - 1) // 2
    x = layers.ZeroPadding2D(((before, kernel - 1 - before),) * 2)(x)
    return conv(x, width, kernel, strides, "valid")


def bottleneck(x, width, strides):
    if x.shape[-1] == 4 * width:
        shortcut = x if strides == 1 else largest(x, 1, strides)
    else:
        shortcut = layers.Conv2D(4 * width, 1, strides)(x)
    x = fixed(conv(x, width), width, 3, strides)
    return layers.ReLU()(layers.Add()([shortcut, layers.Conv2D(4 * width, 1)(x)]))


def resnet_v1(size, *blocks):
    inputs = keras.Input((size, size, 3))
    x = largest(fixed(inputs, 64, 7, 2), 3, 2, "same")
    for level, count in enumerate(blocks):
        for n in range(count):
            x = bottleneck(x, 64 * 2**level, 2 if n == count - 1 and level < 3 else 1)
    return keras.Model(inputs, x)


def resnet_v1_50(size):
    return resnet_v1(size, 3, 4, 6, 3)


def resnet_v1_101(size):
    return resnet_v1(size, 3, 4, 23, 3)


def resnet_v1_152(size):
    return resnet_v1(size, 3, 8, 36, 3)


def resnet_v1_200(size):
    return resnet_v1(size, 3, 24, 36, 3)


def mixed(x, one, three, double, pooled, pool=average):
    return beside(
        conv(x, one),
        chain(x, (three[0],), (three[1], 3)),
        chain(x, (double[0],), (double[1], 3), (double[1], 3)),
        pool(x, pooled),
    )


def largest_mixed(x, width):
    return conv(largest(x, 3, 1, "same"), width)


def inception_v2(size):
    inputs = keras.Input((size, size, 3))
    x = layers.SeparableConv2D(64, 7, 2, "same", depth_multiplier=8, activation="relu")(inputs)
    x = chain(largest(x, padding="same"), (64,), (192, 3))
    x = largest(x, padding="same")
    x = mixed(x, 64, (64, 64), (64, 96), 32)
    x = mixed(x, 64, (64, 96), (64, 96), 64)
    x = beside(chain(x, (128,), (160, 3, 2)), chain(x, (64,), (96, 3), (96, 3, 2)), largest(x, padding="same"))
    x = mixed(x, 224, (64, 96), (96, 128), 128)
    x = mixed(x, 192, (96, 128), (96, 128), 128)
    x = mixed(x, 160, (128, 160), (128, 160), 96)
    x = mixed(x, 96, (128, 192), (160, 192), 96)
    x = beside(chain(x, (128,), (192, 3, 2)), chain(x, (192,), (256, 3), (256, 3, 2)), largest(x, padding="same"))
    x = mixed(x, 352, (192, 320), (160, 224), 128)
    x = mixed(x, 352, (192, 320), (192, 224), 128, largest_mixed)
    return keras.Model(inputs, x)


def stem(inputs):
    x = chain(inputs, (32, 3, 2, "valid"), (32, 3, 1, "valid"), (64, 3))
    x = chain(largest(x), (80,), (192, 3, 1, "valid"))
    return largest(x)


def first(x, pooled):
    return beside(conv(x, 64), chain(x, (48,), (64, 5)), chain(x, (64,), (96, 3), (96, 3)), average(x, pooled))


def reduction(x, straight, *double):
    return beside(
        conv(x, straight, 3, 2, "valid"), chain(x, (double[0],), (double[1], 3), (double[2], 3, 2, "valid")), largest(x)
    )


def crossed(x, width):
    return beside(conv(x, width, (1, 3)), conv(x, width, (3, 1)))


def inception_v3(size):
    inputs = keras.Input((size, size, 3))
    x = stem(inputs)
    for pooled in (32, 64, 64):
        x = first(x, pooled)
    x = reduction(x, 384, 64, 96, 96)
    for w in (128, 160, 160, 192):
        x = beside(
            conv(x, 192),
            chain(x, (w,), (w, (1, 7)), (192, (7, 1))),
            chain(x, (w,), (w, (7, 1)), (w, (1, 7)), (w, (7, 1)), (192, (1, 7))),
            average(x, 192),
        )
    x = beside(
        chain(x, (192,), (320, 3, 2, "valid")),
        chain(x, (192,), (192, (1, 7)), (192, (7, 1)), (192, 3, 2, "valid")),
        largest(x),
    )
    for _ in range(2):
        x = beside(conv(x, 320), crossed(conv(x, 384), 384), crossed(chain(x, (448,), (384, 3)), 384), average(x, 192))
    return keras.Model(inputs, x)


def inception_v4(size):
    inputs = keras.Input((size, size, 3))
    x = chain(inputs, (32, 3, 2, "valid"), (32, 3, 1, "valid"), (64, 3))
    x = beside(largest(x), conv(x, 96, 3, 2, "valid"))
    x = beside(
        chain(x, (64,), (96, 3, 1, "valid")),
        chain(x, (64,), (64, (1, 7)), (64, (7, 1)), (96, 3, 1, "valid")),
    )
    x = beside(conv(x, 192, 3, 2, "valid"), largest(x))
    for _ in range(4):
        x = beside(conv(x, 96), chain(x, (64,), (96, 3)), chain(x, (64,), (96, 3), (96, 3)), average(x, 96))
    x = reduction(x, 384, 192, 224, 256)
    for _ in range(7):
        x = beside(
            conv(x, 384),
            chain(x, (192,), (224, (1, 7)), (256, (7, 1))),
            chain(x, (192,), (192, (7, 1)), (224, (1, 7)), (224, (7, 1)), (256, (1, 7))),
            average(x, 128),
        )
    x = beside(
        chain(x, (192,), (192, 3, 2, "valid")),
        chain(x, (256,), (256, (1, 7)), (320, (7, 1)), (320, 3, 2, "valid")),
        largest(x),
    )
    for _ in range(3):
        x = beside(
            conv(x, 256),
            crossed(conv(x, 384), 256),
            crossed(chain(x, (384,), (448, (3, 1)), (512, (1, 3))), 256),
            average(x, 256),
        )
    return keras.Model(inputs, x)


def residual(x, width, *branches):
    up = layers.Conv2D(width, 1)(beside(*(chain(x, *branch) for branch in branches)))
    return layers.ReLU()(layers.Add()([x, up]))


def inception_resnet_v2(size):
    inputs = keras.Input((size, size, 3))
    x = stem(inputs)
    x = beside(conv(x, 96), chain(x, (48,), (64, 5)), chain(x, (64,), (96, 3), (96, 3)), average(x, 64))
    for _ in range(10):
        x = residual(x, 320, [(32,)], [(32,), (32, 3)], [(32,), (48, 3), (64, 3)])
    x = reduction(x, 384, 256, 256, 384)
    for _ in range(20):
        x = residual(x, 1088, [(192,)], [(128,), (160, (1, 7)), (192, (7, 1))])
    x = beside(
        chain(x, (256,), (384, 3, 2, "valid")),
        chain(x, (256,), (288, 3, 2, "valid")),
        chain(x, (256,), (288, 3), (320, 3, 2, "valid")),
        largest(x),
    )
    for _ in range(10):
        x = residual(x, 2080, [(192,)], [(192,), (224, (1, 3)), (256, (3, 1))])
    return keras.Model(inputs, conv(x, 1536))
