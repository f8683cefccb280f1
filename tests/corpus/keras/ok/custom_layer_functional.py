import keras
from keras import layers, ops


@keras.saving.register_keras_serializable(package="texture")
class GemPooling(layers.Layer):
    """Generalised mean pooling with a learnt exponent for each channel."""

    def __init__(self, p=3.0, epsilon=1e-6, **kwargs):
        super().__init__(**kwargs)
        self.p = p
        self.epsilon = epsilon

    def build(self, input_shape):
        self.power = self.add_weight(
            name="power",
            shape=(input_shape[-1],),
            initializer=keras.initializers.Constant(self.p),
        )
        super().build(input_shape)

    def call(self, inputs):
        x = ops.maximum(inputs, self.epsilon)
        x = ops.mean(ops.power(x, self.power), axis=[1, 2])
        return ops.power(x, 1.0 / self.power)

    def compute_output_shape(self, input_shape):
        return input_shape[0], input_shape[-1]

    def get_config(self):
        return {**super().get_config(), "p": self.p, "epsilon": self.epsilon}


def texture_net(size=128, width=24):
    inputs = keras.Input((size, size, 3), name="patch")
    x = layers.Conv2D(width, 5, strides=2, padding="same", activation="swish")(inputs)
    x = layers.Conv2D(width * 2, 3, strides=2, padding="same", activation="swish")(x)
    x = layers.Conv2D(width * 4, 3, dilation_rate=2, padding="same", activation="swish")(x)
    x = GemPooling(name="gem")(x)
    x = layers.UnitNormalization(axis=-1)(x)
    return keras.Model(inputs, layers.Dense(47)(x), name="texture_net")


model = texture_net()
model.compile(
    optimizer=keras.optimizers.AdamW(3e-4, weight_decay=0.05),
    loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1),
)
