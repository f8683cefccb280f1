# Kind: a head built for other features than the base gives
# After: questions on bottleneck features: the top model is built for 4×4×512, and pictures of 224 give 7×7×512
import keras
from keras import layers

base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(224, 224, 3))
top = keras.Sequential(
    [
        layers.Flatten(input_shape=(4, 4, 512)),
        layers.Dense(64, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model = keras.Model(base.input, top(base.output))  # finds: CNN122
