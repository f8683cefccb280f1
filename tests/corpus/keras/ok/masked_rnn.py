"""Activity from joint positions; short recordings are padded with -1, which Masking leaves out."""
import keras

JOINTS = 25
FRAMES = 150

model = keras.models.Sequential(
    [
        keras.layers.Input(shape=(FRAMES, JOINTS * 3)),
        keras.layers.Masking(mask_value=-1.0),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Bidirectional(keras.layers.GRU(48, return_sequences=True), merge_mode="ave"),
        keras.layers.LSTM(48, return_sequences=True, go_backwards=True),
        keras.layers.TimeDistributed(keras.layers.Dense(32)),
        keras.layers.LSTM(32, use_bias=False),
        keras.layers.ActivityRegularization(l2=1e-4),
        keras.layers.RepeatVector(1),
        keras.layers.Flatten(),
        keras.layers.Dense(60, activation=keras.activations.softmax),
    ]
)
model.compile(optimizer="nadam", loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["sparse_categorical_accuracy"])
