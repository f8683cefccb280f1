"""Named entities: one tag for every word of a sentence of any length."""
import keras
from keras import layers

VOCABULARY = 35_178
TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"]


class Hyper:
    embedding = 100
    hidden = [128, 64]
    recurrent_dropout = 0.0


def tagger(hp=Hyper):
    words = keras.Input(shape=(None,), dtype="int32", name="words")
    x = layers.Embedding(VOCABULARY, hp.embedding, mask_zero=True)(words)
    for i, units in enumerate(hp.hidden):
        x = layers.Bidirectional(
            layers.LSTM(units, return_sequences=True, recurrent_dropout=hp.recurrent_dropout),
            merge_mode="concat" if i == 0 else "sum",
            name=f"bilstm_{i}",
        )(x)
        x = layers.LayerNormalization()(x)
    x = layers.TimeDistributed(layers.Dense(64, activation="relu"))(x)
    scores = layers.Dense(len(TAGS), activation="softmax", name="tags")(x)
    return keras.Model(words, scores, name="tagger")


if __name__ == "__main__":
    model = tagger()
    model.compile("adam", loss="sparse_categorical_crossentropy")
    model.summary()
