# Kind: stacked recurrent layers without return_sequences
# After: keras issue 5447 and many more: "Input 0 is incompatible with layer lstm_2: expected ndim=3, found ndim=2"
from keras.layers import LSTM, Dense
from keras.models import Sequential

model = Sequential()
model.add(LSTM(32, input_shape=(10, 64)))
model.add(LSTM(16))  # finds: CNN104
model.add(Dense(1))
model.compile(loss="mse", optimizer="adam")
