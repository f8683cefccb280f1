# Kind: the residual connection around an attention block
# After: questions on transformer blocks: the embedding is narrower than the feed-forward part gives
import keras
from keras import layers

tokens = keras.Input(shape=(64,), dtype="int64")
x = layers.Embedding(8000, 32)(tokens)
a = layers.MultiHeadAttention(num_heads=2, key_dim=16)(x, x)
x = layers.LayerNormalization()(layers.add([x, a]))
f = layers.Dense(64, activation="relu")(x)
f = layers.Dense(32)(f)
x = layers.LayerNormalization()(layers.add([x, f]))
x = layers.GlobalAveragePooling1D()(x)
model = keras.Model(tokens, layers.Dense(2)(x))
