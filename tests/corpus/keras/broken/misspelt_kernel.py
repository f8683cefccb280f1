from keras.layers import Activation, Conv2D, Dense, Flatten, MaxPooling2D
from keras.models import Sequential

nb_filters = 32
pool_size = (2, 2)
kernel_size = (3, 3)

model = Sequential()
model.add(Conv2D(nb_filters, kernal_size=kernel_size, padding="valid", input_shape=(28, 28, 1)))
model.add(Activation("relu"))
model.add(Conv2D(nb_filters, kernel_size=kernel_size))
model.add(Activation("relu"))
model.add(MaxPooling2D(pool_size=pool_size))
model.add(Flatten())
model.add(Dense(10))
model.add(Activation("softmax"))
