"""TimeDistributed needs a time axis."""
from tensorflow.keras import Sequential, layers

STEPS, FEATURES, CLASSES = 30, 9, 6

model = Sequential()
model.add(layers.Input((STEPS, FEATURES)))
model.add(layers.LSTM(64, return_sequences=True))
model.add(layers.Dropout(0.3))
model.add(layers.LSTM(64))
model.add(layers.TimeDistributed(layers.Dense(32, activation="relu")))
model.add(layers.Flatten())
model.add(layers.Dense(CLASSES, activation="softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy")
