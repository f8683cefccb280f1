# Kind: query and value of an attention differ in width
# After: questions on Attention between an encoder and a decoder of other widths: the last axes have to be equal
# Words: which of the widths is meant is known to the author alone
import keras
import numpy as np
from keras import layers

source = keras.Input(shape=(20,), dtype="int32")
target = keras.Input(shape=(15,), dtype="int32")
keys = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(layers.Embedding(1000, 32)(source))
query = layers.LSTM(64, return_sequences=True)(layers.Embedding(1000, 32)(target))
context = layers.Attention()([query, keys])  # finds: CNN109
model = keras.Model([source, target], layers.Dense(10)(context))
model.predict([np.zeros((2, 20)), np.zeros((2, 15))], verbose=0)
