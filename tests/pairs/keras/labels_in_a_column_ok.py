# Kind: labels of shape (n, 1)
# After: cifar10, whose labels stand in a column: the sparse loss takes them
from keras import layers, models
from keras.datasets import cifar10

(x_train, y_train), (x_test, y_test) = cifar10.load_data()
model = models.Sequential()
model.add(layers.Conv2D(8, 3, strides=2, input_shape=x_train.shape[1:]))
model.add(layers.GlobalAveragePooling2D())
model.add(layers.Dense(10))
model.add(layers.Activation("softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")
model.fit(x_train[:32] / 255.0, y_train[:32], validation_data=(x_test[:16] / 255.0, y_test[:16]), verbose=0)
