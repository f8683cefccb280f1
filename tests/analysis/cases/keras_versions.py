"""What one version of Keras takes is no fault where it is not known which one runs the program; what is kept of steps and layers that are not known."""

import keras
import tensorflow as tf
from keras import layers, ops


class Scored(layers.Layer):
    """A cell that keeps something of every step, and whose state is a map."""

    def __init__(self):
        super().__init__()
        self.state_size = tf.TensorShape([8, 64])
        self.output_size = tf.TensorShape([8, 64])
        self.scores = []

    def call(self, inputs, states):
        self.scores.append(inputs)
        return inputs + states[0], [states[0]]


class Mixed(layers.Layer):
    def call(self, inputs, training):
        return layers.Dropout(0.1)(inputs, training=training)


chunks = keras.Input((4, 8, 64))
rnn = layers.RNN(Scored())
print(rnn(chunks).shape)
print(tf.concat(rnn.cell.scores[1:], axis=-1))

images = keras.Input((32, 32, 3))
print(Mixed()(images))
print(ops.image.extract_patches(image=images, size=(4, 4)))
print(ops.reshape(images, new_shape=(-1, 32 * 32 * 3)))
sound = keras.Input((128, 2))
print(layers.AveragePooling1D()(sound))
print(layers.GlobalAveragePooling1D()(sound, ops.ones((1, 128))))
print(tf.SparseTensor(tf.zeros((2, 2)), tf.zeros(2), tf.zeros(2)).dense_shape)

chosen = ops.top_k(ops.ones((5, 10)), k=1)[1]
print(ops.squeeze(ops.one_hot(chosen, 7), 1), ops.one_hot(chosen, 7, axis=0).shape[0] + 1)
print(ops.squeeze(keras.utils.to_categorical(ops.ones((5, 1)), 1), 1))
print(ops.squeeze(keras.utils.to_categorical(ops.ones((5, 1)), 3), 1))  # fact: invalid-argument

saved = layers.TFSMLayer("saved", call_endpoint="serving_default")
whole = keras.Model(images, saved(images))


def first(model, name):
    for variable in model.weights:
        if variable.name.startswith(name):
            return variable.numpy()


print(first(whole, "kernel").shape[-1])
