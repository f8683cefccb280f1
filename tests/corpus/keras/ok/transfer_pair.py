"""Two photographs through one shared base, and a table of figures beside them."""
import keras
from keras import layers
from keras.applications import DenseNet121

base = DenseNet121(include_top=False, weights=None, input_shape=(64, 64, 3), pooling="avg")
base.trainable = False
left, right = (keras.Input((64, 64, 3), name=name) for name in ("left", "right"))
figures = keras.Input((9,), name="figures")
one, other = base(left, training=False), base(right, training=False)
distance = layers.Subtract()([one, other])
joined = layers.concatenate([distance, layers.Dense(16, activation="relu")(figures)])
same = layers.Dense(1, activation="sigmoid", name="same")(joined)
kind = layers.Dense(4, activation="softmax", name="kind")(layers.concatenate([one, other]))
pair = keras.Model([left, right, figures], {"same": same, "kind": kind})
pair.compile("adam", {"same": "binary_crossentropy", "kind": "categorical_crossentropy"})
