# Kind: the number of channels of the data
# After: many questions, "expected axis -1 of input shape to have value 3, but received input with shape (None, 64, 64, 1)"
import numpy as np
from keras.layers import Conv2D, Dense, GlobalAveragePooling2D, Input
from keras.models import Sequential

images = np.random.rand(16, 64, 64, 1)
labels = np.random.randint(0, 4, size=16)

model = Sequential()
model.add(Input(shape=(64, 64, 1)))
model.add(Conv2D(8, (3, 3), activation="relu"))
model.add(GlobalAveragePooling2D())
model.add(Dense(4, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
model.fit(images, labels, batch_size=8, verbose=0)
