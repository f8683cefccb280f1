# Kind: binary_crossentropy with two units
# After: keras issue 13820, cats and dogs: "expected dense to have shape (2,) but got array with shape (1,)"
import numpy as np
from keras.layers import Activation, Dense, Flatten, Input
from keras.models import Sequential

pictures = np.zeros((10, 50, 50, 1))
is_cat = np.array([0, 1, 0, 1, 0, 1, 0, 1, 0, 1])

model = Sequential()
model.add(Input(shape=(50, 50, 1)))
model.add(Flatten())
model.add(Dense(2))
model.add(Activation("sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
model.fit(pictures, is_cat, batch_size=5, epochs=1, verbose=0)  # finds: CNN405
