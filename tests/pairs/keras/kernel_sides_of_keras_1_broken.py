# Kind: the positional third argument of Conv2D is the stride now
# After: keras issue 12882: Conv2D(32, 3, 3) was a kernel of 3 by 3 in Keras 1
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential

model = Sequential()
model.add(Conv2D(32, 3, 3, input_shape=(28, 28, 1), activation="relu"))
model.add(Conv2D(32, 3, 3, activation="relu"))
model.add(Conv2D(64, 3, 3, activation="relu"))
model.add(Conv2D(64, 3, 3, activation="relu"))  # finds: CNN103
model.add(Flatten())
model.add(Dense(10, activation="softmax"))
