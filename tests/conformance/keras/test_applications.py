"""The ready-made models of the installed Keras: read from its source, they have its layers and its parameters."""

from __future__ import annotations

from math import prod

import pytest

from cnnlint.analysis import analyze_source

keras = pytest.importorskip("keras")

MOST_PARAMETERS = 6_000_000  # of a model that is also made for real
NAMES = sorted(name for name in vars(keras.applications) if name[0].isupper())


@pytest.mark.parametrize("name", NAMES)
def test_ready_made_model(name: str) -> None:
    found = analyze_source(f"import keras\nmodel = keras.applications.{name}(weights=None)\n", "case.py")
    assert [fact.words for fact in found.facts] == []
    (model,) = found.models
    assert model.resolved[0] == model.resolved[1] > 0
    assert isinstance(model.parameters, int)
    if model.parameters > MOST_PARAMETERS:
        return
    keras.utils.clear_session()
    try:
        made = getattr(keras.applications, name)(weights=None)
    except ValueError as unavailable:
        pytest.skip(str(unavailable))
    trained = sum(prod(weight.shape) for weight in made.trainable_weights)
    assert (model.parameters, model.trainable_parameters) == (made.count_params(), trained)
    rows = [row.name for row in model.layers if row.depth == 0 and row.kind in ("module", "container")]
    assert rows == [layer.name for layer in made.layers]
