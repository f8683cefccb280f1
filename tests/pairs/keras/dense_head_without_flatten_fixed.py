# Kind: a head that lost its Flatten
# After: keras issue 14341, "Shapes (None, None) and (None, 7, 7, 67) are incompatible"
import numpy as np
from keras import layers, models

x_train = np.random.rand(20, 32, 32, 3).astype("float32")
y_train = np.random.randint(0, 10, (20,))

model = models.Sequential()
model.add(layers.Input((32, 32, 3)))
model.add(layers.Conv2D(16, (3, 3), activation="relu"))
model.add(layers.MaxPooling2D((2, 2)))
model.add(layers.Conv2D(32, (3, 3), activation="relu"))
model.add(layers.Flatten())
model.add(layers.Dense(32, activation="relu"))
model.add(layers.Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x_train, y_train, epochs=1, verbose=0)
