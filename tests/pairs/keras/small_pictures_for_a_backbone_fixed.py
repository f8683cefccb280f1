# Kind: pictures too small for a ready-made model
# After: an issue of efficientnet (129) and others: "Input size must be at least 32x32; got input_shape=(28, 28, 3)"
import keras

base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(32, 32, 3))
x = keras.layers.Flatten()(base.output)
model = keras.Model(base.input, keras.layers.Dense(10, activation="softmax")(x))
