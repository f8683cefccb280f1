"""A one-stage detector: three maps of a pyramid, the same two heads on each."""
import keras
from keras import layers

ANCHORS, CLASSES = 9, 20


def conv_block(x, filters, kernel=3, strides=1, act="relu"):
    x = layers.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.Activation(act)(x) if act else x


def backbone(image):
    x = conv_block(image, 32, strides=2)
    x = conv_block(x, 64, strides=2)
    maps = []
    for filters in (128, 256, 512):
        x = conv_block(x, filters, strides=2)
        x = layers.Add()([x, conv_block(conv_block(x, filters // 2, 1), filters, act=None)])
        maps.append(x)
    return maps


def pyramid(c3, c4, c5, width=128):
    p5 = layers.Conv2D(width, 1, name="lateral5")(c5)
    p4 = layers.Conv2D(width, 1, name="lateral4")(c4) + layers.UpSampling2D(2)(p5)
    p3 = layers.Conv2D(width, 1, name="lateral3")(c3) + layers.UpSampling2D(2)(p4)
    return [layers.Conv2D(width, 3, padding="same", name=f"smooth{i + 3}")(p) for i, p in enumerate((p3, p4, p5))]


def build_head(output_filters, width=128, name=None):
    head = keras.Sequential([keras.Input(shape=[None, None, width])], name=name)
    for _ in range(2):
        head.add(layers.Conv2D(width, 3, padding="same", activation="relu"))
    head.add(layers.Conv2D(output_filters, 3, padding="same"))
    return head


image = keras.Input((320, 320, 3), name="image")
levels = pyramid(*backbone(image))
classify, locate = build_head(ANCHORS * CLASSES, name="classify"), build_head(ANCHORS * 4, name="locate")
classes = [layers.Reshape((-1, CLASSES))(classify(level)) for level in levels]
boxes = [layers.Reshape([-1, 4])(locate(level)) for level in levels]
predictions = layers.Concatenate()([layers.Concatenate(axis=1)(boxes), layers.Concatenate(axis=1)(classes)])
detector = keras.Model(image, predictions, name="detector")
