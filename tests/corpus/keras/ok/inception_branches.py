from keras.layers import (
    AveragePooling2D,
    Concatenate,
    Conv2D,
    Dense,
    Dropout,
    GlobalAveragePooling2D,
    Input,
    MaxPooling2D,
)
from keras.models import Model


def inception(x, f1, f3_reduce, f3, f5_reduce, f5, pool_proj, name):
    """Four branches over the same map, joined along the channels."""
    one = Conv2D(f1, 1, activation="relu", name=name + "_1x1")(x)

    three = Conv2D(f3_reduce, 1, activation="relu", name=name + "_3x3_reduce")(x)
    three = Conv2D(f3, 3, padding="same", activation="relu", name=name + "_3x3")(three)

    five = Conv2D(f5_reduce, 1, activation="relu", name=name + "_5x5_reduce")(x)
    five = Conv2D(f5, 5, padding="same", activation="relu", name=name + "_5x5")(five)

    pooled = MaxPooling2D(3, strides=1, padding="same", name=name + "_pool")(x)
    pooled = Conv2D(pool_proj, 1, activation="relu", name=name + "_pool_proj")(pooled)
    return Concatenate(axis=-1, name=name + "_out")([one, three, five, pooled])


img = Input((96, 96, 3))
x = Conv2D(64, 7, strides=2, padding="same", activation="relu")(img)
x = MaxPooling2D(3, strides=2, padding="same")(x)
x = Conv2D(64, 1, activation="relu")(x)
x = Conv2D(192, 3, padding="same", activation="relu")(x)
x = MaxPooling2D(3, strides=2, padding="same")(x)

x = inception(x, 64, 96, 128, 16, 32, 32, name="mixed3a")
x = inception(x, 128, 128, 192, 32, 96, 64, name="mixed3b")
x = MaxPooling2D(3, strides=2, padding="same")(x)
x = inception(x, 192, 96, 208, 16, 48, 64, name="mixed4a")

aux = AveragePooling2D(pool_size=3, strides=3)(x)
print("auxiliary head sees", aux.shape)
x = GlobalAveragePooling2D()(x)
x = Dropout(0.4)(x)
out = Dense(37, activation="softmax")(x)

model = Model(img, out, name="small_inception")
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
