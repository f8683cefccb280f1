"""A small convnet for MNIST; the input shape comes from a constant."""
import numpy as np
import keras
from keras import layers

NUM_CLASSES = 10
INPUT_SHAPE = (28, 28, 1)


def prepare(images, labels):
    images = np.expand_dims(images.astype("float32") / 255.0, -1)
    return images, keras.utils.to_categorical(labels, NUM_CLASSES)


(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, y_train = prepare(x_train, y_train % NUM_CLASSES)
x_test, y_test = prepare(x_test, y_test % NUM_CLASSES)

model = keras.Sequential(
    [
        keras.Input(shape=INPUT_SHAPE),
        layers.Conv2D(32, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Conv2D(64, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(NUM_CLASSES, activation="softmax"),
    ]
)
model.summary()

batch_size, epochs = 128, 15
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=batch_size, epochs=epochs, validation_split=0.1)

score = model.evaluate(x_test, y_test, verbose=0)
print("Test loss:", score[0])
print("Test accuracy:", score[1])
