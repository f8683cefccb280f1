"""Large depthwise kernels, inverted bottlenecks, and a learnt scale for every channel of a branch."""
from __future__ import annotations

import keras
from keras import layers


class LayerScale(layers.Layer):
    def __init__(self, init_values: float, projection_dim: int, **kwargs) -> None:
        super().__init__(**kwargs)
        self.init_values = init_values
        self.projection_dim = projection_dim

    def build(self, _) -> None:
        self.gamma = self.add_weight(
            shape=(self.projection_dim,), initializer=keras.initializers.Constant(self.init_values), trainable=True
        )

    def call(self, x):
        return x * self.gamma


class StochasticDepth(layers.Layer):
    def __init__(self, rate: float, **kwargs) -> None:
        super().__init__(**kwargs)
        self.rate = rate
        self.seed = keras.random.SeedGenerator(7)

    def call(self, x, training=None):
        if not training:
            return x
        keep = 1 - self.rate
        shape = (keras.ops.shape(x)[0],) + (1,) * (len(x.shape) - 1)
        return x / keep * keras.ops.floor(keep + keras.random.uniform(shape, 0, 1, seed=self.seed))


def block(x, dim: int, rate: float, scale: float = 1e-6, name: str = ""):
    y = layers.DepthwiseConv2D(7, padding="same", name=f"{name}_dw")(x)
    y = layers.LayerNormalization(epsilon=1e-6, name=f"{name}_norm")(y)
    y = layers.Dense(4 * dim, name=f"{name}_up")(y)
    y = layers.Activation("gelu", name=f"{name}_act")(y)
    y = layers.Dense(dim, name=f"{name}_down")(y)
    y = LayerScale(scale, dim, name=f"{name}_scale")(y)
    y = StochasticDepth(rate, name=f"{name}_depth")(y) if rate else layers.Activation("linear")(y)
    return x + y


def scale_net(depths: list[int], dims: list[int], side: int = 224, classes: int = 1000) -> keras.Model:
    inputs = keras.Input((side, side, 3))
    x = layers.Normalization(mean=[0.485, 0.456, 0.406], variance=[0.052, 0.050, 0.051])(inputs)
    for i, (depth, dim) in enumerate(zip(depths, dims, strict=True)):
        if i == 0:
            x = layers.Conv2D(dim, 4, strides=4, name="stem")(x)
            x = layers.LayerNormalization(epsilon=1e-6)(x)
        else:
            x = layers.LayerNormalization(epsilon=1e-6)(x)
            x = layers.Conv2D(dim, kernel_size=2, strides=2, name=f"down_{i}")(x)
        for j in range(depth):
            x = block(x, dim, rate=0.1 * i, name=f"stage{i}_{j}")
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.LayerNormalization(epsilon=1e-6)(x)
    return keras.Model(inputs, layers.Dense(classes, name="head")(x))


tiny = scale_net([2, 2, 4, 2], [40, 80, 160, 320])
