"""One branch was told channels_first, the other was not."""
import keras
from keras import layers

FORMAT = "channels_first"

inputs = keras.Input((16, 32, 32))
near = layers.Conv2D(24, 3, padding="same", data_format=FORMAT)(inputs)
near = layers.ReLU()(near)
far = layers.Conv2D(24, 3, padding="same", dilation_rate=3)(inputs)
far = layers.ReLU()(far)
x = layers.Concatenate(axis=1)([near, far])
x = layers.GlobalAveragePooling2D(data_format=FORMAT)(x)
model = keras.Model(inputs, layers.Dense(4, activation="softmax")(x))
model.compile("adam", "categorical_crossentropy")
