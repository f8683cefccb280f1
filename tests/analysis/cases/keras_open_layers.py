"""A model of which it is not known how many layers it has: one that is asked for by name may be among them."""

import sys

import keras
from keras import layers

model = keras.Sequential([keras.Input((8,)), layers.Dense(4, name="first")])
for width in sys.argv:
    model.add(layers.Dense(int(width)))

model.get_layer("first")(keras.Input((7,)))  # fact: feature-mismatch
model.get_layer("second")
