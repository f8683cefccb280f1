import keras
from keras import layers


class ConvBlock(layers.Layer):
    def __init__(self, filters, kernel_size=3, pool=True, **kwargs):
        super().__init__(**kwargs)
        self.conv = layers.Conv2D(filters, kernel_size, padding="same", use_bias=False)
        self.norm = layers.BatchNormalization()
        self.act = layers.Activation("relu")
        self.pool = layers.MaxPooling2D() if pool else None

    def call(self, inputs, training=False):
        x = self.conv(inputs)
        x = self.norm(x, training=training)
        x = self.act(x)
        if self.pool is not None:
            x = self.pool(x)
        return x


class LeafClassifier(keras.Model):
    """Which disease does the leaf have?"""

    def __init__(self, num_classes, widths=(32, 64, 128), dropout=0.25):
        super().__init__()
        self.rescale = layers.Rescaling(1 / 127.5, offset=-1)
        self.blocks = [ConvBlock(width, pool=i < len(widths) - 1) for i, width in enumerate(widths)]
        self.pool = layers.GlobalAveragePooling2D()
        self.dropout = layers.Dropout(dropout)
        self.classifier = layers.Dense(num_classes, activation="softmax")

    def call(self, x, training=False):
        x = self.rescale(x)
        for block in self.blocks:
            x = block(x, training=training)
        x = self.pool(x)
        if training:
            x = self.dropout(x)
        return self.classifier(x)


model = LeafClassifier(num_classes=38)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])

if __name__ == "__main__":
    train = keras.utils.image_dataset_from_directory("leaves/train", image_size=(128, 128))
    model.fit(train, epochs=10)
