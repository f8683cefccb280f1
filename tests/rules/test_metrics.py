"""Metrics that a model is compiled with, as Keras 3.15 takes them."""

from __future__ import annotations

import pytest

from cnnlint.analysis import analyze_source

PROGRAM = """
import keras
from keras import layers, metrics

class Own(metrics.Metric):
    def __init__(self):
        super().__init__(name="own")
        self.total = self.add_weight(name="total")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.total.assign_add(1)

    def result(self):
        return self.total

model = keras.Sequential([keras.Input((20,)), layers.Dense({units})])
model.compile("adam", {loss}, metrics={given})
"""
LOGITS = "keras.losses.BinaryCrossentropy(from_logits=True)"


@pytest.mark.parametrize(
    ("units", "loss", "given", "expected"),
    [
        (1, LOGITS, "['accuracy']", [("BinaryAccuracy", 0.5)]),
        (1, LOGITS, "['acc', 'mae']", [("BinaryAccuracy", 0.5), ("MeanAbsoluteError", None)]),
        (3, "'sparse_categorical_crossentropy'", "['accuracy']", [("SparseCategoricalAccuracy", None)]),
        (3, "'categorical_crossentropy'", "'accuracy'", [("CategoricalAccuracy", None)]),
        (3, LOGITS, "['accuracy']", [("CategoricalAccuracy", None)]),
        (3, "'mse'", "['accuracy']", [("accuracy", None)]),
        (1, LOGITS, "[metrics.BinaryAccuracy(threshold=0.0)]", [("BinaryAccuracy", 0.0)]),
        (1, LOGITS, "[metrics.Precision(), metrics.Recall(thresholds=0)]", [("Precision", 0.5), ("Recall", 0.0)]),
        (1, LOGITS, "[metrics.BinaryAccuracy('name', None, 0.1)]", [("BinaryAccuracy", None)]),
        (1, LOGITS, "[Own(), lambda a, b: 0, keras.metrics.MeanSquaredError()]", []),
        (1, LOGITS, "None", []),
    ],
)
def test_what_is_computed(units: int, loss: str, given: str, expected: list[tuple[str, float | None]]) -> None:
    result = analyze_source(PROGRAM.format(units=units, loss=loss, given=given), "net.py")
    assert not result.facts
    (model,) = result.models
    found = [(one.op.rpartition(".")[2], one.threshold) for one in model.metrics]
    assert found == expected
    assert all(one.loss is model.losses[0] and one.source is model.layers[-1] for one in model.metrics)
