"""Are two face crops of the same person? One encoder, called twice."""
import keras
from keras import Model, layers, ops


def make_encoder(input_shape=(105, 105, 1), embedding=128):
    inp = layers.Input(shape=input_shape)
    x = layers.Conv2D(64, 10, activation="relu")(inp)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(128, 7, activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(128, 4, activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(256, 4, activation="relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(embedding, activation="sigmoid")(x)
    return Model(inp, x, name="encoder")


def euclidean(vectors):
    a, b = vectors
    total = ops.sum(ops.square(a - b), axis=1, keepdims=True)
    return ops.sqrt(ops.maximum(total, keras.backend.epsilon()))


left = layers.Input((105, 105, 1), name="left")
right = layers.Input((105, 105, 1), name="right")
encoder = make_encoder()
encoded_l = encoder(left)
encoded_r = encoder(right)

distance = layers.Lambda(euclidean, output_shape=(1,))([encoded_l, encoded_r])
normalised = layers.BatchNormalization()(distance)
same = layers.Dense(1, activation="sigmoid", name="same")(normalised)
siamese = Model(inputs=[left, right], outputs=same)


def contrastive(y_true, y_pred, margin=1.0):
    near = ops.square(y_pred)
    far = ops.square(ops.maximum(margin - y_pred, 0))
    return ops.mean((1 - y_true) * near + y_true * far)


siamese.compile(loss=contrastive, optimizer="rmsprop", metrics=["accuracy"])
siamese.summary()
