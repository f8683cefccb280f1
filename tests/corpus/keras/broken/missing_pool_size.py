"""MaxPooling2D has a default size, AveragePooling2D has none."""
from keras import Sequential
from keras.layers import AveragePooling2D, Conv2D, Dense, Flatten, Input, MaxPooling2D

net = Sequential([Input((32, 32, 1))])
net.add(Conv2D(6, 5, activation="tanh"))
net.add(MaxPooling2D())
net.add(Conv2D(16, 5, activation="tanh"))
net.add(AveragePooling2D())
net.add(Flatten())
net.add(Dense(120, activation="tanh"))
net.add(Dense(84, activation="tanh"))
net.add(Dense(10, activation="softmax"))
net.compile("sgd", "categorical_crossentropy")
