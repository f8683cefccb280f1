"""The next frame of a radar film."""
import keras
from keras import layers

FRAMES, ROWS, COLS = 10, 40, 40

film = keras.Input(shape=(None, ROWS, COLS, 1))
x = layers.ConvLSTM2D(filters=32, kernel_size=(5, 5), padding="same", return_sequences=True, activation="relu")(film)
x = layers.BatchNormalization()(x)
x = layers.ConvLSTM2D(filters=32, kernel_size=(3, 3), padding="same", return_sequences=True, activation="relu")(x)
x = layers.BatchNormalization()(x)
sharp = layers.TimeDistributed(layers.UpSampling2D(2))(x)
last = layers.ConvLSTM2D(16, 1, padding="same")(x)
frames = layers.Conv3D(filters=1, kernel_size=(3, 3, 3), activation="sigmoid", padding="same")(sharp)
summary = layers.Conv2D(1, 1, activation="sigmoid", name="summary")(last)
model = keras.Model(film, [frames, summary])
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam())
