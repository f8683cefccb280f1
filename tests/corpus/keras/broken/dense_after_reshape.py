"""The head was trained on 4 x 4 maps; the reshape to rows gives it another width."""
import keras
from keras import layers

head = keras.Sequential(
    [keras.Input((4 * 4 * 64,)), layers.Dense(128, activation="relu"), layers.Dense(10)],
    name="head",
)

images = keras.Input((40, 40, 1))
x = layers.Conv2D(32, 3, activation="relu", strides=2)(images)
x = layers.Conv2D(64, 3, activation="relu", strides=2)(x)
x = layers.MaxPooling2D(2)(x)
rows = layers.Reshape((4, -1))(x)
logits = head(rows)
model = keras.Model(images, logits)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
