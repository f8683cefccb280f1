"""The channel axis was forgotten."""
from keras.datasets import fashion_mnist
from keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D
from keras.models import Sequential

(train_images, train_labels), _ = fashion_mnist.load_data()
train_images = train_images / 255.0

model = Sequential()
model.add(Input(shape=(28, 28)))
model.add(Conv2D(64, 3, padding="same", activation="relu"))
model.add(MaxPooling2D(2))
model.add(Flatten())
model.add(Dense(10, activation="softmax"))
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_images, train_labels, epochs=3)
