"""A layer by a name that it has in another version of the net."""
import keras
from keras.applications import ResNet50

base = ResNet50(weights=None, include_top=False, input_shape=(64, 64, 3))
features = keras.Model(base.input, base.get_layer("activation_48").output)
