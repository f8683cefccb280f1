import tensorflow as tf
from tensorflow.keras import layers

inputs = tf.keras.Input(shape=(48, 48, 1))
x = layers.Conv2D(32, 3, activation="relu")(inputs)
x = layers.MaxPooling2D()(x)
x = layers.Flatten()(x)
x = layers.Conv2D(64, 3, activation="relu")(x)
x = layers.MaxPooling2D()(x)
x = layers.Flatten()(x)
x = layers.Dense(128, activation="relu")(x)
outputs = layers.Dense(7, activation="softmax")(x)

model = tf.keras.Model(inputs, outputs, name="emotions")
model.compile(optimizer="adam", loss="categorical_crossentropy")
