"""Features of three scales taken out of a ready-made net by the names of its layers, and put together."""
import keras
from keras import layers
from keras.applications import MobileNetV2

backbone = MobileNetV2(input_shape=(128, 128, 3), include_top=False, weights=None, alpha=0.35)
wanted = ["block_3_expand_relu", "block_6_expand_relu", "block_13_expand_relu"]
features = keras.Model(backbone.input, [backbone.get_layer(name).output for name in wanted], name="features")

image = keras.Input((128, 128, 3), name="image")
maps = features(layers.Rescaling(1 / 127.5, offset=-1)(image))
merged = None
for level, map_ in enumerate(reversed(maps)):
    lateral = layers.Conv2D(32, 1, name=f"lateral_{level}")(map_)
    merged = lateral if merged is None else layers.Add()([layers.UpSampling2D()(merged), lateral])
head = keras.Sequential([layers.Conv2D(16, 3, padding="same", activation="relu"), layers.Conv2D(1, 1)], name="head")
pyramid = keras.Model(image, head(merged), name="pyramid")
