# Kind: a pooling window longer than the sequence
# After: text classification by convolutions of several widths, where the documents are cut shorter than MaxPooling1D(35)
import keras
from keras.layers import Conv1D, Dense, Embedding, Flatten, Input, MaxPooling1D

words = Input(shape=(100,), dtype="int32")
x = Embedding(2000, 16)(words)
x = Conv1D(32, 5, activation="relu")(x)
x = MaxPooling1D(5)(x)
x = Conv1D(32, 5, activation="relu")(x)
x = MaxPooling1D(15)(x)
x = Flatten()(x)
model = keras.Model(words, Dense(20, activation="softmax")(x))
