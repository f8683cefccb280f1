# Kind: the size of the images that a generator gives
# After: keras issue 10955 and others: the model is declared for another size than target_size
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Conv2D, Dense, Flatten, MaxPooling2D
from tensorflow.keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory(
    "data/train", target_size=(64, 64), batch_size=8, class_mode="binary"
)

model = Sequential()
model.add(Conv2D(8, (3, 3), activation="relu", input_shape=(128, 128, 3)))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=1, steps_per_epoch=2, verbose=0)  # finds: CNN122
