import keras


class Classifier(keras.Model):
    def __init__(self, hidden, classes):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.hidden = keras.layers.Dense(hidden, activation="relu")
        self.drop = keras.layers.Dropout(rate=0.5)
        self.out = keras.layers.Dense(classes, actvation="softmax")

    def call(self, x):
        x = self.flatten(x)
        x = self.hidden(x)
        x = self.drop(x)
        return self.out(x)


model = Classifier(256, 10)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.build((None, 28, 28))
