import argparse

from keras.layers import (Concatenate, Conv1D, Dense, Dropout, Embedding, GlobalAveragePooling1D, GlobalMaxPooling1D, Input,
                          MaxPool1D, SeparableConv1D)
from keras.models import Model


class TextCNN:
    """Windows of several widths over the words, the greatest answer of each."""

    def __init__(self, maxlen, max_features, embedding_dims, class_num=5, last_activation="softmax"):
        self.maxlen = maxlen
        self.max_features = max_features
        self.embedding_dims = embedding_dims
        self.class_num = class_num
        self.last_activation = last_activation

    def get_model(self):
        words = Input((self.maxlen,))
        embedding = Embedding(self.max_features, self.embedding_dims)(words)
        convs = []
        for kernel_size in [3, 4, 5]:
            c = Conv1D(128, kernel_size, activation="relu")(embedding)
            c = GlobalMaxPooling1D()(c)
            convs.append(c)
        deep = SeparableConv1D(64, 5, activation="relu")(embedding)
        deep = MaxPool1D(5)(deep)
        deep = SeparableConv1D(64, 5, strides=2, activation="relu")(deep)
        convs.append(GlobalAveragePooling1D()(deep))
        x = Concatenate()(convs)
        x = Dropout(0.3)(x)
        output = Dense(self.class_num, activation=self.last_activation)(x)
        return Model(inputs=words, outputs=output)


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--maxlen", type=int, default=400)
    args = parser.parse_args(argv)
    model = TextCNN(args.maxlen, 5000, 50).get_model()
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model


if __name__ == "__main__":
    main()
