"""Transfer learning with the models of keras.applications that cannot work."""

import numpy as np
from keras import Input, Model, Sequential, layers
from keras.applications import VGG16, ConvNeXtTiny, EfficientNetB0, MobileNetV2, NASNetMobile, ResNet50

base = VGG16(include_top=False, weights=None, input_shape=(150, 150, 3))
base(np.zeros((1, 150, 150, 1)))  # fact: channel-mismatch

pooled = ResNet50(include_top=False, weights=None, pooling="avg", input_shape=(64, 64, 3))
layers.Conv2D(8, 3)(pooled.output)  # fact: rank-mismatch

flat = Sequential([Input((64, 64, 3)), MobileNetV2(include_top=False, weights=None, input_shape=(64, 64, 3)), layers.Flatten()])
Model(flat.input, layers.Reshape((2, 2, 640))(flat.output))  # fact: reshape-mismatch

one = EfficientNetB0(include_top=False, weights=None, input_shape=(96, 96, 3))
other = VGG16(include_top=False, weights=None, input_tensor=one.input)
layers.Add()([one.output, other.output])  # fact: broadcast-mismatch

stages = ConvNeXtTiny(include_top=False, weights=None, input_shape=(64, 64, 3))
layers.Reshape((4, 4, 768))(stages.output)  # fact: reshape-mismatch

searched = NASNetMobile(weights=None, classes=10)
layers.Reshape((20,))(searched.output)  # fact: reshape-mismatch
