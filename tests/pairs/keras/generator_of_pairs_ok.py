# Kind: flow(x, y) of a generator
# After: augmentation of an array of pictures, with one-hot labels
import numpy as np
from tensorflow.keras.layers import Conv2D, Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.utils import to_categorical

x = np.random.rand(12, 32, 32, 3)
y = to_categorical(np.random.randint(0, 3, 12), 3)
augmented = ImageDataGenerator(rotation_range=10, horizontal_flip=True)
model = Sequential([Conv2D(4, 3, input_shape=(32, 32, 3)), Flatten(), Dense(3, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
model.fit(augmented.flow(x, y, batch_size=4), steps_per_epoch=3, verbose=0)
