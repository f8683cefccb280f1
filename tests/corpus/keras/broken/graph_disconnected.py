"""The second input takes the place of the first by mistake."""
from keras import Input, Model
from keras.layers import Concatenate, Conv2D, Dense, GlobalAveragePooling2D

image = Input((64, 64, 3), name="image")
x = Conv2D(32, 3, activation="relu")(image)
x = Conv2D(64, 3, strides=2, activation="relu")(x)
x = GlobalAveragePooling2D()(x)

age = Input((1,), name="age")
sex = Input((2,), name="sex")
y = Concatenate()([age, sex])
y = Dense(8, activation="relu")(y)

joined = Concatenate()([x, y])
risk = Dense(1, activation="sigmoid", name="risk")(joined)

model = Model(inputs=[image, age], outputs=risk)
model.compile("adam", "binary_crossentropy")
