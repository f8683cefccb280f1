# Kind: a tf.data pipeline
# After: tensorflow issue 50099, batched, with labels made one-hot on the way
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(40, 28, 28).astype("float32")
y = np.random.randint(0, 10, 40)
train = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(100).map(lambda a, b: (a[..., None], tf.one_hot(b, 10)))
model = keras.Sequential([keras.layers.Conv2D(4, 3, input_shape=(28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)])
model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
model.fit(train.batch(8).prefetch(tf.data.AUTOTUNE), verbose=0)
