# Kind: a recurrent layer on two-dimensional data
# After: an issue of thesemicolon (5): input_shape=(15,), "expected ndim=3, found ndim=2"
from keras.layers import LSTM, Dense
from keras.models import Sequential

model = Sequential()
model.add(LSTM(30, input_shape=(15, 1), activation="sigmoid"))
model.add(Dense(1))
model.compile("adam", "mse")
