"""output_shape makes the attention narrower than what it is added to."""
import keras
from keras import layers

WIDTH = 96

inputs = keras.Input((50, WIDTH))
normal = layers.LayerNormalization(epsilon=1e-6)(inputs)
attended = layers.MultiHeadAttention(num_heads=8, key_dim=12, output_shape=64)(normal, normal)
x = layers.Add()([inputs, attended])
x = layers.LayerNormalization(epsilon=1e-6)(x)
x = layers.Dense(WIDTH * 4, activation="gelu")(x)
x = layers.Dense(WIDTH)(x)
outputs = layers.GlobalAveragePooling1D()(x)
model = keras.Model(inputs, outputs)
model.summary()
