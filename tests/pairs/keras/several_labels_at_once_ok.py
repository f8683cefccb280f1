# Kind: binary_crossentropy with many units
# After: several labels for one picture: one sigmoid for each
import numpy as np
from keras.layers import Dense, GlobalMaxPooling2D, Input
from keras.models import Sequential

model = Sequential([Input((16, 16, 3)), GlobalMaxPooling2D(), Dense(14, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(np.zeros((5, 16, 16, 3)), np.random.randint(0, 2, size=(5, 14)), verbose=0)
