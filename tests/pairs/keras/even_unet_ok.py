# Kind: skip connections of a U-Net
# After: keras issue 19964, with padding="same" in the poolings and cropping on the way up
import keras
from keras import layers

inputs = keras.Input(shape=(358, 358, 1))
a = layers.Conv2D(8, 3, padding="same")(inputs)
b = layers.Conv2D(16, 3, padding="same")(layers.MaxPooling2D()(a))
c = layers.Conv2D(32, 3, padding="same")(layers.MaxPooling2D()(b))
up = layers.Conv2DTranspose(16, 2, strides=2)(c)
b = layers.Cropping2D(((0, 1), (0, 1)))(b)
up = layers.Concatenate()([up, b])
up = layers.UpSampling2D()(up)
up = layers.ZeroPadding2D(((0, 2), (0, 2)))(up)
model = keras.Model(inputs, layers.Conv2D(1, 1)(layers.concatenate([up, a])))
