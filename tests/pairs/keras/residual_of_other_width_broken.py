# Kind: a residual connection over a layer that widens
# After: questions on residual blocks: "Inputs have incompatible shapes. Received shapes (32, 32, 32) and (32, 32, 64)"
# Words: the block is built for every stage in one place
import keras
from keras import layers


def block(x, filters):
    y = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    y = layers.Conv2D(filters, 3, padding="same")(y)
    return layers.ReLU()(layers.Add()([x, y]))  # finds: CNN108


inputs = keras.Input(shape=(32, 32, 3))
x = layers.Conv2D(32, 3, padding="same")(inputs)
x = block(x, 32)
x = block(x, 64)
model = keras.Model(inputs, layers.GlobalAveragePooling2D()(x))
