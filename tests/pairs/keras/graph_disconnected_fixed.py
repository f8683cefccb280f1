# Kind: an input that the outputs do not hang on
# After: questions, "Graph disconnected: cannot obtain value for tensor": the branch begins at another Input
import keras
from keras import layers

image = keras.Input(shape=(32, 32, 3))
x = layers.Conv2D(8, 3)(image)
x = layers.Flatten()(x)
extra = keras.Input(shape=(4,))
joined = layers.concatenate([x, extra])
outputs = layers.Dense(2)(joined)
model = keras.Model(inputs=[image, extra], outputs=outputs)
