"""Data and targets that fit a model and that do not: the same are refused here as by the installed Keras."""

from __future__ import annotations

from typing import Any

import pytest

from cnnlint.analysis import analyze_source

keras = pytest.importorskip("keras")
np = pytest.importorskip("numpy")

DENSE = 'keras.Sequential([keras.Input({shape}), keras.layers.Flatten(), keras.layers.Dense({units}, activation="softmax")])'
# The model's input, its units, the loss, and the shapes of data and targets.
CASES = [
    ((4, 4, 1), 3, "categorical_crossentropy", (6, 4, 4, 1), (6, 3)),
    ((4, 4, 1), 3, "categorical_crossentropy", (6, 4, 4), (6, 3)),
    ((4, 4), 3, "categorical_crossentropy", (6, 4, 4, 1), (6, 3)),
    ((4, 4), 3, "categorical_crossentropy", (6, 4, 4, 3), (6, 3)),
    ((4, 4, 3), 3, "categorical_crossentropy", (6, 4, 4), (6, 3)),
    ((4, 5), 3, "categorical_crossentropy", (6, 4, 4), (6, 3)),
    ((4, 4, 3), 3, "categorical_crossentropy", (6, 4, 5, 1), (6, 3)),
    ((8,), 3, "categorical_crossentropy", (6, 8), (6, 4)),
    ((8,), 3, "categorical_crossentropy", (6, 8), (6,)),
    ((8,), 3, "categorical_crossentropy", (6, 8), (6, 1)),
    ((8,), 3, "sparse_categorical_crossentropy", (6, 8), (6,)),
    ((8,), 3, "sparse_categorical_crossentropy", (6, 8), (6, 1)),
    ((8,), 3, "sparse_categorical_crossentropy", (6, 8), (6, 3)),
    ((8,), 1, "categorical_crossentropy", (6, 8), (6,)),
    ((8,), 3, "mse", (6, 8), (6, 3)),
    ((9,), 3, "mse", (6, 8), (6, 3)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_fit(case: tuple[Any, ...]) -> None:
    shape, units, loss, data, targets = case
    text = (
        f"import keras\nimport numpy as np\nmodel = {DENSE.format(shape=shape, units=units)}\nmodel.compile('sgd', {loss!r})\n"
        f"model.fit(np.zeros({data}, 'float32'), np.zeros({targets}, 'int32'), verbose=0)\n"
    )
    try:
        exec(text, {})  # noqa: S102 - the test's own program
        refused = False
    except ValueError:
        refused = True
    facts = analyze_source(text, "case.py").facts
    assert bool(facts) == refused, [fact.words for fact in facts]


def test_a_program_of_its_own_steps_is_left_alone() -> None:
    text = (
        "import keras\nimport numpy as np\n"
        "class Own(keras.Model):\n    def train_step(self, data):\n        return {}\n"
        "x = keras.Input((8,))\nmodel = Own(x, keras.layers.Dense(3)(x))\nmodel.compile('sgd', 'categorical_crossentropy')\n"
        "model.fit(np.zeros((6, 4)), np.zeros((6,)), verbose=0)\n"
    )
    assert analyze_source(text, "case.py").facts == ()


def test_data_by_the_names_of_the_inputs() -> None:
    text = (
        "import keras\nimport numpy as np\n"
        "b, a = keras.Input((3,), name='b'), keras.Input((5,), name='a')\n"
        "model = keras.Model([b, a], keras.layers.Dense(2)(keras.layers.concatenate([b, a])))\nmodel.compile('sgd', 'mse')\n"
        "model.fit({'a': np.zeros((6, 5)), 'b': np.zeros((6, 3))}, np.zeros((6, 2)), verbose=0)\n"
    )
    exec(text, {})  # noqa: S102 - the test's own program
    assert analyze_source(text, "case.py").facts == ()


def test_an_axis_of_one_is_left_to_the_layers() -> None:
    text = (
        "import keras\nimport numpy as np\n"
        "x = keras.Input((None, 1))\nmodel = keras.Model(x, keras.layers.ReLU()(x))\nmodel.predict(np.zeros((6, 5, 8)), verbose=0)\n"
    )
    exec(text, {})  # noqa: S102 - the test's own program
    assert analyze_source(text, "case.py").facts == ()
