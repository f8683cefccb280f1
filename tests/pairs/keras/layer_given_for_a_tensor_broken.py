# Kind: a layer in place of what it gives
# After: questions, "Layer dense was called with an input that isn't a symbolic tensor": the call is forgotten
# Words: what the layer is to be called with is known to the author alone
import keras
from keras.layers import Dense, Flatten, Input

inputs = Input(shape=(28, 28))
x = Flatten()
x = Dense(32, activation="relu")(x)  # finds: CNN199
outputs = Dense(10)(x)
model = keras.Model(inputs, outputs)
