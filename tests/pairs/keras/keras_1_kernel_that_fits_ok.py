# Kind: the positional third argument of Conv2D
# After: keras issue 12882: the strides of 3 are a surprise, and work
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential

model = Sequential()
model.add(Conv2D(32, 3, 3, input_shape=(64, 64, 3), activation="relu"))
model.add(Conv2D(32, 3, 3, activation="relu"))
model.add(Flatten())
model.add(Dense(2, activation="softmax"))
