# Kind: a head that lost its pooling
# After: tf.keras questions about backbones with include_top=False, "Shapes (None, 5) and (None, 7, 7, 5) are incompatible"
import numpy as np
import keras
from keras import layers

base = keras.applications.MobileNetV2(input_shape=(96, 96, 3), include_top=False, weights=None)
base.trainable = False
inputs = keras.Input(shape=(96, 96, 3))
x = base(inputs, training=False)
outputs = layers.Dense(5, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(np.zeros((2, 96, 96, 3)), np.eye(5)[[0, 3]], verbose=0)  # finds: CNN405
