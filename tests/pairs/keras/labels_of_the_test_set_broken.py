# Kind: data and labels of different numbers
# After: tensorflow issue 47105: "Data cardinality is ambiguous: x sizes: 60000, y sizes: 10000"
# Words: which of the two is meant is known to the author alone
from keras.datasets import mnist
from keras.layers import Dense, Flatten, Input
from keras.models import Sequential

(x_train, y_train), (x_test, y_test) = mnist.load_data()
model = Sequential([Input((28, 28)), Flatten(), Dense(10, activation="softmax")])
model.compile("sgd", "sparse_categorical_crossentropy")
model.fit(x_train, y_test, epochs=1, verbose=0)  # finds: CNN123
