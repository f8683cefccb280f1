# Kind: one layer on inputs of two widths
# After: questions on siamese networks: the layer is shared, and one side has more features
# Words: which of the two widths is meant is known to the author alone
import keras
from keras import layers

left = keras.Input(shape=(64,), name="left")
right = keras.Input(shape=(48,), name="right")
shared = layers.Dense(16, activation="relu")  # finds: CNN102
a = shared(left)
b = shared(right)
distance = layers.Dot(axes=1)([a, b])
model = keras.Model([left, right], distance)
