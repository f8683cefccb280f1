# Kind: stacked recurrent layers without return_sequences
# After: a pull request of LSTM-Attention-FraudDetection (3), which adds return_sequences=True
import keras
from keras.layers import GRU, Bidirectional, Dense, Dropout, Embedding

inputs = keras.Input(shape=(40,), dtype="int32")
x = Embedding(5000, 32)(inputs)
x = GRU(24, return_sequences=True)(x)
x = Dropout(0.2)(x)
x = Bidirectional(GRU(12))(x)
outputs = Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, outputs)
