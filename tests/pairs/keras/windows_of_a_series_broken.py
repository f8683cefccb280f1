# Kind: a model for other windows than timeseries_dataset_from_array gives
# After: questions on forecasts: the number of features of the array is not that of the model
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

readings = np.random.rand(300, 14)
data = keras.utils.timeseries_dataset_from_array(readings, targets=readings[:, 1], sequence_length=24, batch_size=16)
inputs = keras.Input(shape=(24, 7))
x = layers.LSTM(8)(inputs)
model = keras.Model(inputs, layers.Dense(1)(x))
model.compile(loss="mae", optimizer="rmsprop")
model.fit(data, epochs=1, verbose=0)  # finds: CNN122
