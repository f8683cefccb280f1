from tensorflow.keras.layers import LSTM, Conv2D, Dense, Dropout, Flatten, MaxPooling2D, TimeDistributed
from tensorflow.keras.models import Sequential

IMAGE_HEIGHT, IMAGE_WIDTH = 64, 64
SEQUENCE_LENGTH = 20
CLASSES_LIST = ["WalkingWithDog", "TaiChi", "Swing", "HorseRace"]


def create_lrcn_model():
    """A small CNN for each frame, then an LSTM over the frames."""
    model = Sequential(name="lrcn")
    model.add(
        TimeDistributed(
            Conv2D(16, (3, 3), padding="same", activation="relu"),
            input_shape=(SEQUENCE_LENGTH, IMAGE_HEIGHT, IMAGE_WIDTH, 3),
        )
    )
    model.add(TimeDistributed(MaxPooling2D((4, 4))))
    model.add(TimeDistributed(Dropout(0.25)))
    for filters, pool in [(32, 4), (64, 2), (64, 2)]:
        model.add(TimeDistributed(Conv2D(filters, (3, 3), padding="same", activation="relu")))
        if pool == 4:
            model.add(TimeDistributed(MaxPooling2D((pool, pool))))
        else:
            model.add(TimeDistributed(MaxPooling2D((2, 2), strides=2)))
    model.add(TimeDistributed(Flatten()))
    model.add(LSTM(32))
    model.add(Dense(len(CLASSES_LIST), activation="softmax"))
    return model


LRCN_model = create_lrcn_model()
LRCN_model.compile(loss="categorical_crossentropy", optimizer="Adam", metrics=["accuracy"])
