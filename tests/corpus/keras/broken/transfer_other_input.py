"""The new head hangs on a new input, and the model is made of the base's."""
import keras
from keras import layers
from keras.applications import MobileNetV2

base = MobileNetV2(weights=None, include_top=False, input_shape=(96, 96, 3), alpha=0.35)
image = keras.Input((96, 96, 3))
x = base(layers.Rescaling(1 / 127.5, offset=-1)(image))
scores = layers.Dense(3)(layers.GlobalAveragePooling2D()(x))
model = keras.Model(base.input, scores)
