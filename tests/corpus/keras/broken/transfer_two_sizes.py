"""The shape of a picture without its channels."""
from keras import layers, models
from keras.applications import VGG16

base = VGG16(weights=None, include_top=False, input_shape=(150, 150))
model = models.Sequential([base, layers.Flatten(), layers.Dense(1, activation="sigmoid")])
