# Kind: an Add of shapes that broadcast
# After: questions on attention over channels: (1, 1, c) with (h, w, c)
import keras
from keras import layers

x = keras.Input(shape=(24, 24, 32))
s = layers.GlobalAveragePooling2D(keepdims=True)(x)
s = layers.Dense(32, activation="sigmoid")(s)
y = layers.Multiply()([x, s])
y = layers.Add()([y, s])
model = keras.Model(x, layers.GlobalMaxPooling2D()(y))
