# Kind: class_mode of a generator against loss and units
# After: an issue of keras-squeezenet (15): class_mode="binary", two classes, "expected loss to have shape (None, 2) but got array with shape (64, 1)"
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

SIZE = (32, 32)
flow = ImageDataGenerator().flow_from_directory("data/train", target_size=SIZE, batch_size=4, class_mode="binary")
model = Sequential()
model.add(Flatten(input_shape=SIZE + (3,)))
model.add(Dense(2, activation="softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(flow, steps_per_epoch=1, epochs=1, verbose=0)  # finds: CNN405
