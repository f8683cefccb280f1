"""Graphs of Keras: what hangs together, and what a program can ask of it."""

import keras
from keras import layers
from keras.src.ops.operation_utils import get_source_inputs
from somewhere import changed

image = keras.Input((32, 32, 3), name="image")
other = keras.Input((8,), name="other")
scale = layers.Rescaling(1 / 255)
scaled = scale(image)
again = scale(scaled)

assert get_source_inputs(again)[0] is image
assert keras.utils.get_source_inputs(layers.Concatenate()([other, layers.Flatten()(again)])) == [other, image]
assert scaled._keras_history.operation is scale
assert (scaled._keras_history.node_index, again._keras_history[1]) == (0, 1)
assert [node.is_input for node in scale._inbound_nodes] == [False, False]
assert scale._inbound_nodes[1].input_tensors[0] is scaled

keras.Model(get_source_inputs(again), again)
keras.Model(changed(image), scaled)
keras.Model(image, changed(again))
keras.Model(other, scaled)  # fact: invalid-argument
assert keras.utils.is_keras_tensor(image)
assert not keras.utils.is_keras_tensor(keras.ops.ones((2, 3)))


def stacked(deep):
    """How many layers there are is up to the caller."""
    model = keras.Sequential([keras.Input((8,))])
    while deep():
        model.add(layers.Dense(8))
    model.add(layers.Dense(3))
    return model


for _ in changed(range(3)):
    keras.Sequential([layers.Dense(4)]).add(layers.Dense(3))
stacked(changed)(keras.Input((8,)))
