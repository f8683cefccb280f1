# Kind: one example without a batch axis
# After: keras issue 15521 and others: "expected min_ndim=2, found ndim=1"
import keras
import numpy as np

inputs = keras.Input(shape=(56,))
model = keras.Model(inputs, keras.layers.Dense(4, activation="softmax")(inputs))
hands = np.zeros((10, 56))
for hand in hands:
    keras.ops.argmax(model.predict(hand[None], verbose=0))
