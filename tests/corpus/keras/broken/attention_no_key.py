"""MultiHeadAttention has to be told the size of a key."""
import keras
from keras import layers


def encoder_block(x, heads, width, hidden):
    attended = layers.MultiHeadAttention(num_heads=heads, dropout=0.1)(x, x)
    x = layers.LayerNormalization()(x + attended)
    y = layers.Dense(hidden, activation="gelu")(x)
    y = layers.Dense(width)(y)
    return layers.LayerNormalization()(x + y)


tokens = keras.Input((64,), dtype="int32")
h = layers.Embedding(1000, 48)(tokens)
for _ in range(2):
    h = encoder_block(h, heads=4, width=48, hidden=96)
h = layers.GlobalAveragePooling1D()(h)
model = keras.Model(tokens, layers.Dense(2)(h))
