# Kind: what train_test_split gives is unpacked in the wrong order
# After: questions, "Data cardinality is ambiguous": x_train, y_train, x_test, y_test = train_test_split(…)
import numpy as np
import keras
from sklearn.model_selection import train_test_split

X = np.random.rand(50, 6)
y = np.random.randint(0, 2, 50)
x_train, x_test, y_train, y_test = train_test_split(X, y, test_size=0.2)
model = keras.Sequential([keras.Input(shape=(6,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam")
model.fit(x_train, y_train, epochs=1, verbose=0)
