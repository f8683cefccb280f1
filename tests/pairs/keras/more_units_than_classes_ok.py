# Kind: more units than there are classes
# After: labels that begin at one, with a unit to spare
import numpy as np
from keras import Sequential, layers

y = np.array([1, 2, 3, 1, 2, 3])
model = Sequential([layers.Input((7,)), layers.Dense(4, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
model.fit(np.zeros((6, 7)), y, verbose=0)
