"""Arguments by the names of Keras 1 are refused, and each is read by what it means: nothing else follows from them."""

from keras.layers import (
    LSTM,
    Conv1D,
    Conv3D,
    Convolution2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    MaxPooling2D,
)
from keras.models import Model, Sequential

model = Sequential()
model.add(Convolution2D(8, 3, 3, border_mode="same", input_shape=(12, 12, 3)))  # fact: wrong-arguments
model.add(Convolution2D(8, nb_row=3, nb_col=5, subsample=(2, 2), dim_ordering="tf"))  # fact: wrong-arguments
model.add(MaxPooling2D(pool_size=(2, 2), border_mode="valid"))  # fact: wrong-arguments
model.add(Dropout(p=0.5))  # fact: wrong-arguments
model.add(Flatten())
model.add(Dense(output_dim=10, init="uniform"))  # fact: wrong-arguments
assert model.layers[0].output.shape == (None, 12, 12, 8)
assert model.layers[1].output.shape == (None, 5, 4, 8)
assert model.output.shape == (None, 10)

cube = Conv3D(nb_filter=2, kernel_dim1=1, kernel_dim2=2, kernel_dim3=3)(Input((4, 4, 4, 1)))  # fact: wrong-arguments
assert cube.shape == (None, 4, 3, 2, 2)
words = Conv1D(nb_filter=4, filter_length=3, subsample_length=2)(Input((9, 2)))  # fact: wrong-arguments
assert words.shape == (None, 4, 4)
LSTM(output_dim=3, inner_activation="relu", consume_less="gpu")  # fact: wrong-arguments
Dense(3, p=0.5)  # fact: wrong-arguments
inputs = Input((3,))
outputs = Dense(2)(inputs)
assert Model(input=inputs, output=outputs).output_shape == (None, 2)  # fact: wrong-arguments
Model(inputs=inputs, outputs=outputs)
