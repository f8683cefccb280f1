"""Two kinds of pets from small photographs, trained from scratch."""
from tensorflow import keras
from tensorflow.keras import layers

IMAGE_SIZE = 180
DATA_DIR = "pets_small"

inputs = keras.Input(shape=(IMAGE_SIZE, IMAGE_SIZE, 3))
x = layers.Rescaling(1.0 / 255)(inputs)
for filters in (32, 64, 128, 256):
    x = layers.Conv2D(filters=filters, kernel_size=3, activation="relu")(x)
    x = layers.MaxPooling2D(pool_size=2)(x)
x = layers.Conv2D(filters=256, kernel_size=3, activation="relu")(x)
x = layers.Flatten()(x)
outputs = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs=inputs, outputs=outputs)


def dataset(split):
    return keras.utils.image_dataset_from_directory(
        f"{DATA_DIR}/{split}",
        image_size=(IMAGE_SIZE, IMAGE_SIZE),
        batch_size=32,
    )


if __name__ == "__main__":
    model.compile(loss="binary_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
    callbacks = [keras.callbacks.ModelCheckpoint("pets.keras", save_best_only=True, monitor="val_loss")]
    model.fit(dataset("train"), epochs=30, validation_data=dataset("validation"), callbacks=callbacks)
    print(model.evaluate(dataset("test")))
