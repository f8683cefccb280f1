import keras
from keras.layers import BatchNormalization, Conv2D, GlobalAveragePooling2D, Input, ReLU

OUTPUT_STRIDE = 8


def unit(x, filters, stride=1, rate=1):
    x = Conv2D(filters, 3, strides=stride, dilation_rate=rate, padding="same", use_bias=False)(x)
    x = BatchNormalization()(x)
    return ReLU()(x)


image = Input((256, 256, 3))
x = unit(image, 32, stride=2)
x = unit(x, 64, stride=2)
x = unit(x, 128, stride=2, rate=2)
x = unit(x, 256, rate=4)
model = keras.Model(image, GlobalAveragePooling2D()(x))
