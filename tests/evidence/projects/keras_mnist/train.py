import keras
from model import build

(x, y), _ = keras.datasets.mnist.load_data()
x = x.reshape(-1, 28, 28, 1).astype("float32") / 255.0
model = build()
model.compile(loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=3)
