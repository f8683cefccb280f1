# Kind: color_mode of a generator against the input
# After: questions about color_mode="grayscale": the model expects three channels
from tensorflow.keras.layers import Conv2D, Dense, GlobalMaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

generator = ImageDataGenerator(rescale=1 / 255)
train = generator.flow_from_directory(
    "data/train", target_size=(48, 48), color_mode="grayscale", class_mode="sparse", batch_size=4
)
model = Sequential(
    [
        Conv2D(16, 3, activation="relu", input_shape=(48, 48, 3)),
        GlobalMaxPooling2D(),
        Dense(2, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(train, steps_per_epoch=1, verbose=0)  # finds: CNN122
