"""The data is (channels, rows, columns), the layers think (rows, columns, channels)."""
from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D
from keras.models import Sequential

img_rows, img_cols = 64, 64
img_channels = 3

model = Sequential()
model.add(Conv2D(32, (3, 3), activation="relu", input_shape=(img_channels, img_rows, img_cols)))
model.add(Conv2D(32, (3, 3), activation="relu"))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(128, activation="relu"))
model.add(Dense(2, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adadelta")
