# Kind: a channels-first shape in a channels-last model
# After: keras issue 14095 and others, "negative dimension size caused by subtracting 2 from 1", input_shape=(1, 28, 28)
from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D
from keras.models import Sequential

model = Sequential()
model.add(Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(MaxPooling2D((2, 2)))
model.add(Flatten())
model.add(Dense(10, activation="softmax"))
model.compile(optimizer="sgd", loss="categorical_crossentropy")
