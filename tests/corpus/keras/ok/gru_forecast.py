"""Temperature a day ahead from five days of weather records, one every hour."""
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

sequence_length = 120
sampling_rate = 6
columns = ["p", "T", "Tpot", "Tdew", "rh", "VPmax", "VPact", "VPdef", "sh", "H2OC", "rho", "wv", "max_wv", "wd"]
raw_data = np.random.RandomState(0).normal(size=(1000, len(columns))).astype("float32")
num_train = int(0.5 * len(raw_data))
mean = raw_data[:num_train].mean(axis=0)
std = raw_data[:num_train].std(axis=0)
raw_data = (raw_data - mean) / std

inputs = keras.Input(shape=(sequence_length, raw_data.shape[-1]))
x = layers.GRU(32, recurrent_dropout=0.5, return_sequences=True)(inputs)
x = layers.GRU(32, recurrent_dropout=0.5, reset_after=False)(x)
x = layers.Dropout(0.5)(x)
outputs = layers.Dense(1)(x)
model = keras.Model(inputs, outputs)

# For comparison: a recurrent net that hands its state on
state_in = keras.Input((sequence_length, raw_data.shape[-1]))
whole, last = layers.GRU(16, return_sequences=True, return_state=True)(state_in)
summed = layers.SimpleRNN(16)(whole, initial_state=last)
stateful = keras.Model(state_in, layers.Dense(1)(summed), name="handover")

for net in (model, stateful):
    net.compile(optimizer="rmsprop", loss="mse", metrics=["mae"])
    net.summary()
