# Kind: the default class_mode
# After: categorical labels with two softmax units
from tensorflow.keras.layers import Dense, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory("data/train", target_size=(30, 40), batch_size=2)
model = Sequential([MaxPooling2D(4, input_shape=(30, 40, 3)), Flatten(), Dense(2, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(train, steps_per_epoch=2, verbose=0)
