# Kind: units of the last layer against one-hot labels
# After: many questions, "Shapes (None, 10) and (None, 9) are incompatible"
import numpy as np
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.utils import to_categorical

num_classes = 10
x = np.random.rand(50, 28, 28)
y = to_categorical(np.random.randint(0, num_classes, 50), num_classes)

model = Sequential()
model.add(Flatten(input_shape=(28, 28)))
model.add(Dense(64, activation="relu"))
model.add(Dense(9, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
model.fit(x, y, epochs=1, batch_size=25, verbose=0)  # finds: CNN405
