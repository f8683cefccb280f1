"""What models are fed and compared with: at the edge of what is certain."""

import keras
import numpy as np
import tensorflow as tf
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from tensorflow.keras.preprocessing.image import ImageDataGenerator

# --- folders and generators

binary = keras.Sequential([keras.Input((32, 32, 3)), keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")])
binary.compile("adam", "binary_crossentropy")
many = keras.Sequential([keras.Input((32, 32, 3)), keras.layers.Flatten(), keras.layers.Dense(4, activation="softmax")])
many.compile("adam", "categorical_crossentropy")
generator = ImageDataGenerator()
binary.fit(generator.flow_from_directory("d", (32, 32), class_mode="binary"))
binary.fit(generator.flow_from_directory("d", (32, 32), class_mode="sparse"))
binary.fit(generator.flow_from_directory("d", (32, 32)))  # fact: target-mismatch
binary.predict(generator.flow_from_directory("d", (32, 32), class_mode=None))
many.fit(generator.flow_from_directory("d", (32, 32)))
many.fit(generator.flow_from_directory("d", (32, 32), classes=["a", "b", "c", "d"]))
many.fit(generator.flow_from_directory("d", (32, 32), classes=["a", "b", "c"]))  # fact: target-mismatch
many.fit(generator.flow_from_directory("d", (32, 32), "grayscale"))  # fact: input-mismatch
many.fit(generator.flow_from_dataframe(tf.nothing, "d", target_size=(32, 32), class_mode="raw"))
many.fit(keras.utils.image_dataset_from_directory("d", image_size=(32, 32), label_mode="categorical"))
many.fit(keras.utils.image_dataset_from_directory("d", image_size=(32, 32)))  # fact: target-mismatch
many.fit(keras.utils.image_dataset_from_directory("d", image_size=(32, 32), batch_size=None))  # fact: input-mismatch
binary.fit(keras.utils.image_dataset_from_directory("d", image_size=(32, 32), label_mode="binary"))

# --- pipelines

pairs = tf.data.Dataset.from_tensor_slices((np.zeros((8, 32, 32, 3)), np.zeros((8, 4))))
many.fit(pairs.batch(4))
many.fit(pairs.batch(4).unbatch().batch(2), validation_data=pairs.batch(2))
many.fit(pairs)  # fact: input-mismatch
many.fit(pairs.batch(4), validation_data=pairs)  # fact: input-mismatch

# --- arrays that are split, scaled and made one-hot

X, y = np.random.rand(100, 6), np.random.randint(0, 3, 100)
x_train, x_test, y_train, y_test = train_test_split(StandardScaler().fit_transform(X), y, test_size=30)
assert (len(x_train), len(x_test)) == (70, 30)
assert train_test_split(X, train_size=0.333)[0].shape == (33, 6)
assert keras.utils.to_categorical([0, 2, 1]).shape == (3, 3)
table = keras.Sequential([keras.Input((6,)), keras.layers.Dense(3)])
table.compile("sgd", keras.losses.CategoricalCrossentropy(from_logits=True))
table.fit(x_train, OneHotEncoder().fit_transform(y_train.reshape(-1, 1)))
table.fit(x_train, keras.utils.to_categorical(y_train))
table.fit(x_train, y_train)  # fact: target-mismatch
table.fit(x_train, keras.utils.to_categorical(y_test, 3))  # fact: sample-mismatch
table.fit(x_train, tf.one_hot(y_train, 3), validation_data=(x_test, tf.one_hot(y_test, 4)))  # fact: target-mismatch

# --- models that the data reach in another way


class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(3)

    def call(self, x):
        return self.dense(x)


longer = keras.Sequential([keras.Input((6,)), keras.layers.Dense(8)])
longer.add(tf.not_known_here())
longer.compile("sgd", "binary_crossentropy")
longer.fit(X, np.zeros((100, 1)))
longer.fit(X[:, :4], np.zeros((100, 1)))  # fact: input-mismatch
own = Own()
own.compile("sgd", "categorical_crossentropy")
own.fit(X, keras.utils.to_categorical(y, 3))
own.fit(X, keras.utils.to_categorical(y, 4))  # fact: target-mismatch


class Stepping(Own):
    def train_step(self, data):
        return {}


stepping = Stepping()
stepping.compile("sgd", "categorical_crossentropy")
stepping.fit(X, keras.utils.to_categorical(y, 4))
pictures = np.zeros((5, 28, 28))
first = keras.Sequential([keras.layers.Conv2D(4, 3), keras.layers.GlobalMaxPooling2D()])
first.predict(pictures)  # fact: input-mismatch
free = keras.Sequential([keras.Input((None, None, 1)), keras.layers.Conv2D(4, 3)])
free.predict(pictures)
free.predict(np.zeros((5, 28, 28, 1)))
free.compile("adam", "mse")
free.fit(pictures, np.zeros((5, 26, 26, 4)))
free.fit(pictures, np.zeros((5, 28, 28, 4)))


class Spectrum(keras.layers.Layer):
    """Waves are made into spectra in training; when the model is used it is given spectra."""

    def call(self, x, training=True):
        return tf.signal.stft(tf.squeeze(x, -1), 16, 8) if training else x


waves = keras.Input((None, 1))
spectra = keras.Model(waves, Spectrum()(waves))
spectra.predict(np.zeros((4, 50, 80)))
spectra.compile("adam", "mse")
spectra.fit(np.zeros((4, 50, 80)), np.zeros((4, 50)))  # fact: input-mismatch
two = keras.Model([free.input, table.input], [free.output, table.output])
two.predict([pictures, X[:5]])
two.predict(pictures)  # fact: input-mismatch

named = keras.Input((6,))
heads = {"urgent": keras.layers.Dense(1)(named), "kind": keras.layers.Dense(4)(named)}
router = keras.Model(named, heads)
router.compile("adam", {"urgent": keras.losses.BinaryCrossentropy(), "kind": "categorical_crossentropy"})
router.fit(X, {"urgent": np.zeros((100, 1)), "kind": np.zeros((100, 4))})
router.fit(X, {"kind": np.zeros((100, 3)), "urgent": np.zeros((100, 1))})  # fact: target-mismatch

# --- compiling

table.compile("mse", "sgd")  # fact: invalid-argument
table.compile("mine", "sgd")
keras.layers.ZeroPadding2D(-1)  # fact: invalid-argument
keras.layers.ZeroPadding2D(((0, 1), (0, 1)))


# --- what a layer says of its result


class Halved(keras.layers.Layer):
    def call(self, x):
        return x[:, ::2]

    def compute_output_shape(self, input_shape):
        return (input_shape[0], input_shape[1] // self.factor)  # fact: missing-attribute


keras.layers.Dense(3)(Halved()(keras.Input((8,))))
both = keras.layers.Bidirectional(tf.not_known_here())
print(both.backward_layer.units)
