"""Film reviews with an LSTM."""
from keras.datasets import imdb
from keras.layers import LSTM, Dense, Dropout, Embedding, SpatialDropout1D
from keras.models import Sequential
from keras.utils import pad_sequences

top_words = 5000
max_review_length = 500
embedding_vector_length = 32

(X_train, y_train), (X_test, y_test) = imdb.load_data(num_words=top_words)
X_train = pad_sequences(X_train, maxlen=max_review_length)
X_test = pad_sequences(X_test, maxlen=max_review_length)

model = Sequential()
model.add(Embedding(top_words, embedding_vector_length))
model.add(SpatialDropout1D(0.2))
model.add(LSTM(100, dropout=0.1))
model.add(Dropout(0.2))
model.add(Dense(1, activation="sigmoid"))
model.build(input_shape=(None, max_review_length))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
print(model.summary())

model.fit(X_train, y_train, validation_data=(X_test, y_test), epochs=3, batch_size=64)
scores = model.evaluate(X_test, y_test, verbose=0)
print("Accuracy: %.2f%%" % (scores[1] * 100))
