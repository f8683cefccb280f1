"""Handwritten digits, convolutions only."""
from keras import layers, models

model = models.Sequential()
model.add(layers.Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(layers.Conv2D(64, (3, 3), activation="relu"))
model.add(layers.Conv2D(64, (3, 3), activation="relu"))

model.summary()

# TODO: add the classifier on top once the feature extractor is settled
print("parameters:", model.count_params())
print("feature map:", model.output_shape)
print("layers:", [layer.name for layer in model.layers])
