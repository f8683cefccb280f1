# Kind: image_size of a data set against the input
# After: questions about image_dataset_from_directory, whose default is 256 by 256
from tensorflow import keras
from tensorflow.keras import layers

train = keras.utils.image_dataset_from_directory("data/train", batch_size=4, image_size=(96, 96))
inputs = keras.Input(shape=(96, 96, 3))
x = layers.Rescaling(1.0 / 255)(inputs)
x = layers.Conv2D(8, 3, activation="relu")(x)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, outputs)
model.compile(loss="binary_crossentropy", optimizer="rmsprop")
model.fit(train, epochs=1, verbose=0)
