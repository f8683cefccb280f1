"""Value and advantage of every action, from four stacked frames of a game."""
import keras
from keras import layers, ops
from keras.initializers import VarianceScaling


class DuelingQ(keras.Model):
    def __init__(self, actions, frames=4, side=84):
        state = keras.Input((side, side, frames), dtype="uint8")
        x = layers.Lambda(lambda s: ops.cast(s, "float32") / 255.0)(state)
        for filters, kernel, stride in ((32, 8, 4), (64, 4, 2), (64, 3, 1)):
            x = layers.Conv2D(
                filters, kernel, stride, activation="relu", use_bias=False, kernel_initializer=VarianceScaling(2.0)
            )(x)
        value_stream, advantage_stream = layers.Lambda(lambda t: ops.split(t, 2, axis=-1))(x)
        value = layers.Dense(1)(layers.Flatten()(value_stream))
        advantage = layers.Dense(actions)(layers.Flatten()(advantage_stream))
        centred = layers.Subtract()([advantage, ops.mean(advantage, axis=1, keepdims=True)])
        super().__init__(inputs=state, outputs=layers.Add()([value, centred]), name="dueling_q")
        self.actions = actions


online = DuelingQ(actions=6)
target = DuelingQ(actions=6)
target.set_weights(online.get_weights())
online.compile(keras.optimizers.Adam(1e-4), keras.losses.Huber())
