# Kind: units of the last layer against rows of np.eye
# After: questions on the iris data: three classes, and a network with two units
import numpy as np
import keras

X = np.random.randn(30, 4)
labels = np.random.randint(3, size=30)
Y = np.eye(3)[labels]
inputs = keras.layers.Input(shape=(4,))
hidden = keras.layers.Dense(8, activation="tanh")(inputs)
scores = keras.layers.Dense(2, activation="softmax")(hidden)
model = keras.models.Model(inputs=inputs, outputs=scores)
model.compile("adam", loss=keras.losses.CategoricalCrossentropy())
model.fit(X, Y, epochs=2, verbose=0)  # finds: CNN405
