"""32 groups are the default; 48 channels cannot be shared out among them."""
import keras
from keras import layers

WIDTHS = (32, 48, 64)

model = keras.Sequential([keras.Input((80, 80, 3))])
for width in WIDTHS:
    model.add(layers.Conv2D(width, 3, padding="same", use_bias=False))
    model.add(layers.GroupNormalization())
    model.add(layers.Activation("silu"))
    model.add(layers.AveragePooling2D(2))
model.add(layers.GlobalAveragePooling2D(2))
model.add(layers.Dense(6))
model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
