# Kind: TimeDistributed on pictures without an axis of time
# After: tensorflow issue 28323: "expected time_distributed_input to have 5 dimensions, but got array with shape (4, 28, 28, 1)"
# Words: how many frames make a film is known to the author alone
import keras
from keras.layers import LSTM, Conv2D, Dense, Flatten, MaxPooling2D, TimeDistributed

model = keras.Sequential()
model.add(keras.Input(shape=(28, 28, 1)))
model.add(TimeDistributed(Conv2D(8, 3, activation="relu")))  # finds: CNN104
model.add(TimeDistributed(MaxPooling2D(2)))
model.add(TimeDistributed(Flatten()))
model.add(LSTM(32))
model.add(Dense(2, activation="softmax"))
