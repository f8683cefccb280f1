# Kind: a one-dimensional convolution on rows
# After: questions on tabular data, "Input 0 of layer conv1d is incompatible: expected min_ndim=3, found ndim=2"
import keras
from keras import layers

FEATURES = 120
model = keras.Sequential(
    [
        keras.Input(shape=(FEATURES,)),
        layers.Conv1D(16, 5, activation="relu"),  # finds: CNN104
        layers.MaxPooling1D(2),
        layers.Flatten(),
        layers.Dense(1),
    ]
)
