"""Two views of a product joined in every way that Keras has, to compare them."""
from keras import Input, Model
from keras.layers import (
    Add,
    Average,
    Concatenate,
    Conv2D,
    Dense,
    Dot,
    Flatten,
    Maximum,
    Minimum,
    Multiply,
    Permute,
    RepeatVector,
    Reshape,
    Subtract,
)

front = Input((32, 32, 3), name="front")
back = Input((32, 32, 3), name="back")
stem = Conv2D(8, 5, strides=4, padding="same", activation="relu", name="stem")
a, b = stem(front), stem(back)

joined = {
    "sum": Add()([a, b]),
    "product": Multiply()([a, b]),
    "mean": Average()([a, b]),
    "largest": Maximum()([a, b]),
    "smallest": Minimum()([a, b]),
    "difference": Subtract()([a, b]),
}
stacked = Concatenate(axis=-1)(list(joined.values()))  # 6 x 8 channels

flat_a = Reshape((64, 8))(a)
flat_b = Reshape((-1, 8))(b)
attention = Dot(axes=(2, 2))([flat_a, flat_b])  # 64 x 64
attended = Dot(axes=1)([attention, flat_b])  # 64 x 8
channels_before = Permute((2, 1))(attended)  # 8 x 64

summary = Dense(12, activation="tanh")(Flatten()(channels_before))
repeated = RepeatVector(64)(summary)
together = Concatenate()([Reshape((64, 48))(stacked), repeated])
cosine = Dot(axes=1, normalize=True, name="cosine")([Flatten()(a), Flatten()(b)])

score = Dense(1)(Flatten()(together))
model = Model([front, back], [score, cosine], name="merges")
