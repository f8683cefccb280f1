# Kind: the batch size in Input(shape=…)
# After: an issue of cnn_finetune (8): Input(shape=(1900, 224, 224, 3)), "expected ndim=4, found ndim=5"
import keras
from keras import layers

BATCH = 32
inputs = keras.Input(shape=(64, 64, 3))
x = layers.ZeroPadding2D(3)(inputs)
x = layers.Conv2D(16, 7, strides=2)(x)
x = layers.GlobalAveragePooling2D()(x)
model = keras.Model(inputs, layers.Dense(2)(x))
model.summary()
