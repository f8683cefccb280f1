"""Attention between a question and a text: the axes of the second Dot are swapped."""
import keras
from keras import layers

WORDS, VOCABULARY, WIDTH = 60, 5000, 32

question = keras.Input((12,), dtype="int32", name="question")
text = keras.Input((WORDS,), dtype="int32", name="text")
embed = layers.Embedding(VOCABULARY, WIDTH)
q, t = embed(question), embed(text)

scores = layers.Dot(axes=(2, 2))([t, q])  # 60 x 12
scores = layers.Softmax(axis=-1)(scores)
context = layers.Dot(axes=(1, 1))([scores, q])
x = layers.Concatenate()([t, context])
x = layers.Bidirectional(layers.LSTM(32))(x)
answer = layers.Dense(VOCABULARY, activation="softmax")(x)
model = keras.Model([question, text], answer)
