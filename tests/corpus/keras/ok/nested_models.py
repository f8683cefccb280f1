"""An ensemble: models used as layers of models."""
from tensorflow import keras
from tensorflow.keras import layers

INPUT = (64, 64, 3)


def backbone(name, width):
    return keras.Sequential(
        [
            keras.Input(INPUT),
            layers.Conv2D(width, 3, activation="relu"),
            layers.MaxPooling2D(3),
            layers.Conv2D(2 * width, 3, activation="relu"),
            layers.GlobalMaxPooling2D(),
        ],
        name=name,
    )


def head(features, classes):
    inp = keras.Input((features,))
    x = layers.Dense(64, activation="relu")(inp)
    return keras.Model(inp, layers.Dense(classes, activation="softmax")(x), name="head")


image = keras.Input(INPUT)
narrow = backbone("narrow", 16)
wide = backbone("wide", 32)
narrow.trainable = False

y = layers.Concatenate()([narrow(image), wide(image)])
y = head(16 * 2 + 32 * 2, 5)(y)
ensemble = keras.Model(image, y, name="ensemble")

# A model of that model, averaged over an image and its mirror image
mirror = layers.Lambda(lambda t: keras.ops.flip(t, axis=2), name="mirror")
again = keras.Input(INPUT)
average = layers.Average()([ensemble(again), ensemble(mirror(again))])
model = keras.Model(again, average, name="with_mirror")
model.summary(expand_nested=True)
