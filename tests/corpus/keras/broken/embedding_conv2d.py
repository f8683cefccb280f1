"""Words are a sequence: Conv2D where Conv1D was meant."""
from keras.layers import Concatenate, Conv2D, Dense, Dropout, Embedding, GlobalMaxPooling1D, Input
from keras.models import Model

max_words = 20000
length = 100

words = Input(shape=(length,), dtype="int32")
embedded = Embedding(max_words, 128)(words)
branches = []
for size in (3, 4, 5):
    branch = Conv2D(100, size, activation="relu", name=f"window_{size}")(embedded)
    branches.append(GlobalMaxPooling1D()(branch))
x = Concatenate()(branches)
x = Dropout(0.5)(x)
model = Model(words, Dense(1, activation="sigmoid")(x))
