import keras
import tensorflow as tf
from model import build

(x, y), _ = keras.datasets.cifar100.load_data()
pairs = tf.data.Dataset.from_tensor_slices((x[:, :20, :20], y)).shuffle(100).batch(32)
model = build()
model.compile(loss="sparse_categorical_crossentropy")
model.fit(pairs)
