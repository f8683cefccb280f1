"""A net is trained, loses its head, is frozen in part, and gets another head."""
try:
    from tensorflow import keras
    from tensorflow.keras import layers
except ImportError:
    import keras
    from keras import layers

source = keras.Sequential(name="source")
source.add(layers.Input(shape=(48, 48, 1)))
for block, width in enumerate([16, 32, 64], start=1):
    source.add(layers.Conv2D(width, 3, padding="same", activation="relu", name=f"block{block}_conv"))
    source.add(layers.BatchNormalization(name=f"block{block}_bn"))
    source.add(layers.MaxPooling2D(name=f"block{block}_pool"))
source.add(layers.Flatten(name="flatten"))
source.add(layers.Dense(256, activation="relu", name="features"))
source.add(layers.Dense(1000, name="old_head"))
source.pop()

for layer in source.layers[:-2]:
    layer.trainable = False
    if isinstance(layer, layers.BatchNormalization):
        layer.momentum = 0.9

features = source.get_layer("features").output
x = layers.Dropout(0.5)(features)
x = layers.Dense(12, activation="softmax", name="new_head")(x)
model = keras.Model(inputs=source.inputs, outputs=x)

shallow = keras.Model(source.inputs, source.layers[5].output, name="shallow")
print(shallow.output_shape, len(model.trainable_weights))
