"""Metrics: which figure is computed of a model's output beside its loss, and what it takes for a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.losses import BY_NAME
from cnnlint.frameworks.keras.state import snake_case
from cnnlint.graph import Location, Loss, Metric, Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Instance, Native, Rest, Unknown, Value
from cnnlint.symbolic import equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

THRESHOLDED: Final = (
    "BinaryAccuracy", "Precision", "Recall", "TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives", "BinaryIoU",
)  # fmt: skip
OTHERS: Final = (
    "Accuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy", "TopKCategoricalAccuracy", "SparseTopKCategoricalAccuracy", "AUC", "F1Score",
    "FBetaScore", "RootMeanSquaredError", "R2Score", "PrecisionAtRecall", "RecallAtPrecision", "SensitivityAtSpecificity",
    "SpecificityAtSensitivity", "IoU", "MeanIoU", "OneHotIoU", "OneHotMeanIoU", "PearsonCorrelation", "ConcordanceCorrelation",
)  # fmt: skip
HALF: Final = 0.5  # the threshold where nothing is said
ANY_ACCURACY: Final = ("accuracy", "acc")
METRIC = keras.new_class("keras.metrics.Metric")
METRIC.open = Unknown("what a metric has")
NAMES: Final = {
    **{name: f"keras.metrics.{name}" for name in (*THRESHOLDED, *OTHERS)},
    **{snake_case(name): f"keras.metrics.{name}" for name in (*THRESHOLDED, *OTHERS)},
    **{name: f"keras.metrics.{of}" for name, of in BY_NAME.items()},
}
for _name in (*THRESHOLDED, *OTHERS):
    keras.new_class(f"keras.metrics.{_name}", METRIC).open = METRIC.open


@keras.method(METRIC, "__init__")
def init(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    for name in ("threshold", "thresholds", "from_logits"):
        if name in kwargs:
            store(vm, self, f"_{name}", kwargs[name])
    if args:
        store(vm, self, "_by_position", vm.unknown("arguments of a metric"))
    return None


@keras.method(
    METRIC,
    "__call__",
    "update_state",
    "reset_state",
    "reset_states",
    "result",
    "add_weight",
    "add_variable",
    "get_config",
)
def used(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("what a metric gives")


def described(value: Value, at: Location | None) -> Metric | None:
    """What an entry of a `metrics` argument says; None of what the program computes itself."""
    value = plain(value)
    if isinstance(value, str):
        op = value if value in ANY_ACCURACY else NAMES.get(value, value)
        return Metric(op, at, threshold=HALF if op.rpartition(".")[2] in THRESHOLDED else None)
    if isinstance(value, Native):
        name = NAMES.get(value.name.rpartition(".")[2])
        return Metric(name, at, threshold=HALF if name.rpartition(".")[2] in THRESHOLDED else None) if name else None
    if not isinstance(value, Instance) or METRIC not in value.cls.mro or value.cls.node is not None:
        return None
    place = value.site.location if value.site is not None else at
    logits = value.attrs.get("_from_logits", False)
    return Metric(
        value.cls.qualified, place, threshold=threshold(value), from_logits=logits if isinstance(logits, bool) else None
    )


def threshold(metric: Instance) -> float | None:
    """What a metric of Keras takes for a yes; None where it asks for something else, or that is not known."""
    asked = metric.attrs.get("_threshold", metric.attrs.get("_thresholds", HALF))
    is_told = "_by_position" not in metric.attrs and metric.cls.name in THRESHOLDED
    return float(asked) if is_told and isinstance(asked, (int, float)) else None


def of_outputs(value: Value, names: list[str], at: Location | None) -> list[tuple[int | None, Metric]]:
    """The metrics of a model's outputs, each with the number of its output (None: of the only one)."""
    value = plain(value)
    if isinstance(value, dict):
        pairs = [
            (names.index(name) if name in names else None, one) for name, found in value.items() for one in flat(found)
        ]
        pairs = [(index, one) for index, one in pairs if index is not None]
    elif len(names) > 1:
        return []
    else:
        pairs = [(None, one) for one in flat(value)]
    found = [(index, described(one, at)) for index, one in pairs]
    return [(index, metric) for index, metric in found if metric is not None]


def flat(value: Value) -> list[Value]:
    """One metric or several."""
    value = plain(value)
    if isinstance(value, (list, tuple)):
        return [item for one in value if not isinstance(one, Rest) for item in flat(one)]
    return [] if value is None else [value]


def resolved(metric: Metric, output: Tensor | None, loss: Loss | None) -> Metric:
    """A metric beside the call that makes its output; "accuracy" as Keras takes it: by the last axis of output and targets."""
    sources: Sequence[object] = output.sources if output is not None else ()
    found = replace(metric, source=output.sources[0] if output is not None and sources else None, loss=loss)
    if metric.op not in ANY_ACCURACY or output is None or not output.shape:
        return found
    is_one = equal(output.shape[-1], 1)
    if is_one is True:
        return replace(found, op="keras.metrics.BinaryAccuracy", threshold=HALF)
    short = loss.op.rpartition(".")[2] if loss is not None else ""
    if is_one is False and short.startswith("SparseCategorical"):
        return replace(found, op="keras.metrics.SparseCategoricalAccuracy")
    if is_one is False and short.startswith(("Categorical", "Binary")):
        return replace(found, op="keras.metrics.CategoricalAccuracy")
    return found
