# Kind: categorical_crossentropy on numbers of classes
# After: many pages on "Shapes (None, 1) and (None, 10) are incompatible": labels of mnist are integers
from keras.datasets import mnist
from keras.layers import Dense, Flatten, Input
from keras.models import Sequential

(x_train, y_train), _ = mnist.load_data()
x_train, y_train = x_train[:128].astype("float32") / 255, y_train[:128]
model = Sequential([Input((28, 28)), Flatten(), Dense(32, activation="relu"), Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=1, verbose=0)
