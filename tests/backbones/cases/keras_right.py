"""Transfer learning with the models of keras.applications, as it is written: nothing is wrong with any of it."""

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.applications import VGG16, MobileNetV2
from tensorflow.keras.applications.resnet50 import ResNet50, preprocess_input
from tensorflow.keras.models import Model, Sequential

# a frozen base, flattened
base = VGG16(weights="imagenet", include_top=False, input_shape=(150, 150, 3))
base.trainable = False
first = Sequential([base, layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(1, activation="sigmoid")])
first.compile(loss="binary_crossentropy", optimizer="rmsprop", metrics=["acc"])
assert base.output_shape == (None, 4, 4, 512)

# on the output of the base
small = MobileNetV2(input_shape=(160, 160, 3), include_top=False, weights=None)
x = layers.GlobalAveragePooling2D()(small.output)
second = Model(inputs=small.input, outputs=layers.Dense(10, activation="softmax")(x))
second(np.zeros((2, 160, 160, 3)))

# the base as a layer
inputs = keras.Input(shape=(224, 224, 3))
deep = ResNet50(include_top=False, weights=None, pooling="avg")
x = deep(preprocess_input(inputs), training=False)
third = keras.Model(inputs, layers.Dense(5)(layers.Dropout(0.2)(x)))
assert third.output_shape == (None, 5)

# layers taken out by name
whole = keras.applications.VGG19(weights=None)
features = Model(whole.input, whole.get_layer("block3_pool").output)
assert features.output_shape == (None, 28, 28, 256)
assert keras.applications.InceptionV3(weights=None, classes=7).output_shape == (None, 7)
for layer in whole.layers[:-4]:
    layer.trainable = False
headless = Model(whole.input, whole.layers[-2].output)
layers.Dense(3)(headless(tf.zeros((1, 224, 224, 3))))

# other sizes
dense = keras.applications.DenseNet121(include_top=False, input_tensor=keras.Input((96, 128, 3)), weights=None)
assert dense.output_shape == (None, 3, 4, 1024)

# the head of a model that has no Dense at its end; sizes that cannot be halved evenly
assert keras.applications.MobileNet(weights=None, classes=5).output_shape == (None, 5)
assert keras.applications.MobileNetV3Small(weights=None, classes=6).output_shape == (None, 6)
odd = MobileNetV2(include_top=False, weights=None, input_shape=(150, 107, 3))
assert odd.output_shape == (None, 5, 4, 1280)

# layers of the library's own, and models that PyTorch's backend does not have
scaled = keras.applications.InceptionResNetV2(include_top=False, weights=None, input_shape=(150, 150, 3), pooling="avg")
assert scaled.output_shape == (None, 1536)
searched = keras.applications.NASNetMobile(include_top=False, weights=None, input_shape=(97, 130, 3))
assert searched.output_shape == (None, 3, 4, 1056)
next_one = keras.applications.ConvNeXtTiny(include_top=False, weights=None, input_shape=(96, 96, 3), pooling="max")
fifth = Sequential([next_one, layers.Dense(4)])
fifth(np.zeros((1, 96, 96, 3)))
assert next_one.get_layer("convnext_tiny_stem").layers[0].filters == 96
