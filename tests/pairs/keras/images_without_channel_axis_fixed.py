# Kind: data without a channel axis into a convolution
# After: tensorflow issue 32516, the digits of fashion_mnist given to a Conv2D: "expected min_ndim=4, found ndim=3"
import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train, y_train = x_train[:64] / 255.0, y_train[:64]

model = keras.Sequential(
    [
        layers.Conv2D(8, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train[..., None], y_train, epochs=1, verbose=0)
