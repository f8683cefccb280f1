"""Keras's own messages as cnnlint words them: each program fails in Keras, and its message holds ours, but for the input's name."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("keras")

from cnnlint.analysis import analyze_source

SETUP = "import keras\nfrom keras import Input as I, layers, ops\n"
PROGRAMS = """
shared = layers.Dense(10); a = shared(I((64,))); b = shared(I((32,)))
shared = layers.Conv2D(10, 3); a = shared(I((28, 28, 3))); b = shared(I((28, 28, 1)))
shared = layers.BatchNormalization(); a = shared(I((64,))); b = shared(I((32,)))
a = layers.Conv2D(32, 3)(I((28, 28)))
a = layers.Conv1D(32, 3)(I((100,)))
a = layers.Conv2DTranspose(3, 3)(I((4, 4)))
a = layers.LSTM(8)(I((10,)))
a = layers.MaxPooling2D()(I((10,)))
a = layers.GlobalAveragePooling2D()(I((4,)))
a = layers.UpSampling2D()(I((3, 4)))
a = layers.Conv2D(32, 5)(I((4, 4, 3)))
a = layers.Conv2D(32, (5, 3), strides=2)(I((4, 4, 3)))
a = layers.Conv1D(32, 5)(I((4, 3)))
a = layers.MaxPooling2D(2)(I((1, 1, 3)))
a = layers.AveragePooling2D(7)(I((4, 4, 3)))
a = layers.Concatenate()([I((28, 28, 3)), I((27, 27, 3))])
a = layers.Concatenate(axis=1)([I((28, 3)), I((27, 4))])
a = layers.Add()([I((28, 28, 3)), I((28, 28, 4))])
a = layers.Add()([I((32,)), I((16,))])
a = layers.Reshape((8, 8, 64))(I((3136,)))
a = layers.Reshape((-1, 7))(I((10,)))
a = ops.matmul(I((3, 4)), I((3, 5)))
a = ops.add(I((3, 4)), I((3, 5)))
a = I((3, 4)) + I((3, 5))
""".strip().splitlines()


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_message_is_that_of_keras(program: str) -> None:
    import keras

    keras.utils.clear_session()
    scope: dict[str, object] = {}
    exec(SETUP, scope)  # noqa: S102 - our own program
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - compared below
        exec(program, scope)  # noqa: S102 - our own program
    message = re.sub(r" with name '[^']*'", "", str(raised.value)).replace(" with name None", "")
    (fact, *_) = analyze_source(f"{SETUP}{program}\n", "program.py").facts
    said = dict(fact.said)
    assert said.get("Keras", "nothing is said") in message
    assert ("TensorFlow" in said) == (fact.kind == "vanished-size")
