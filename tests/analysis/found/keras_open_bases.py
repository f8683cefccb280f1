"""Losses by TensorFlow's names, and a base of which nothing is known: what is given to them is theirs to judge."""

import keras
import tensorflow as tf
from keras import layers
from somewhere import Base


class Far(tf.losses.Loss):
    def __init__(self, margin):
        super().__init__(reduction="none", name="far")
        self.margin = margin

    def call(self, y_true, y_pred):
        return tf.reduce_mean(tf.square(y_true - y_pred), axis=-1)


class Net(Base):
    def __init__(self, units):
        super().__init__(units, mode="wide")
        self.dense = layers.Dense(units)

    def call(self, x):
        return self.dense(x)


loss = Far(1.0)
net = Net(3)
net(keras.Input((4,)))
