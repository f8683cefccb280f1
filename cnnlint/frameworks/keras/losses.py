"""Losses: which function compares an output with its target, and whether it takes logits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import tensor
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.state import snake_case
from cnnlint.frameworks.keras.tensor import make
from cnnlint.graph import Location, Loss, Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import ClassValue, FunctionValue, Instance, Native, Unknown, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

PROBABILITIES = ("CategoricalCrossentropy", "SparseCategoricalCrossentropy", "BinaryCrossentropy", "BinaryFocalCrossentropy",
                 "CategoricalFocalCrossentropy")  # fmt: skip
OTHERS = (
    "MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "Huber", "LogCosh", "CosineSimilarity",
    "Hinge", "SquaredHinge", "CategoricalHinge", "KLDivergence", "Poisson", "CTC", "Dice", "Tversky", "Circle", "CategoricalGeneralizedCrossEntropy",
)  # fmt: skip
SHORT = {
    "mse": "MeanSquaredError", "mae": "MeanAbsoluteError", "mape": "MeanAbsolutePercentageError", "msle": "MeanSquaredLogarithmicError",
    "kld": "KLDivergence", "kl_divergence": "KLDivergence", "kullback_leibler_divergence": "KLDivergence", "logcosh": "LogCosh",
    "bce": "BinaryCrossentropy", "cosine_proximity": "CosineSimilarity", "huber_loss": "Huber",
}  # fmt: skip
BY_NAME = {**{snake_case(name): name for name in (*PROBABILITIES, *OTHERS)}, **SHORT}

LOSS = keras.new_class("keras.losses.Loss")
REDUCED = ("sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "auto")


@keras.method(LOSS, "__init__")
def init(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    given = args[0] if args and isinstance(args[0], (bool, Unknown)) else False
    self.attrs["from_logits"] = kwargs.get("from_logits", given)
    self.attrs["reduction"] = kwargs.get("reduction", "sum_over_batch_size")
    return None


@keras.method(LOSS, "__call__", "call")
def call(
    vm: Interpreter, self: Instance, y_true: Value = None, y_pred: Value = None, *args: Value, **kwargs: Value
) -> Value:
    if self.attrs.get("reduction") in REDUCED:
        return make(Tensor((), "float32"))
    x = tensor(y_pred)
    return make(
        Tensor(x.shape[:-1] if x.shape and plain(self.attrs.get("reduction")) in (None, "none") else None, x.dtype)
    )


@keras.method(LOSS, "__getattr__")
def get_attribute(vm: Interpreter, self: Instance, name: str) -> Value:
    return vm.unknown(f"the attribute {name} of a loss")


for _name in (*PROBABILITIES, *OTHERS):
    keras.new_class(f"keras.losses.{_name}", LOSS)


@op(
    " ".join(f"losses.{name} metrics.{name} backend.{name}" for name in BY_NAME)
    + " ops.categorical_crossentropy ops.sparse_categorical_crossentropy",
    role="loss",
)
def function(vm: Interpreter, y_true: Value, y_pred: Value, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(y_pred)
    return Tensor(None if x.shape is None else x.shape[:-1], x.dtype, None, x.sources)


@op(
    "tf.nn.softmax_cross_entropy_with_logits tf.nn.sparse_softmax_cross_entropy_with_logits tf.nn.sigmoid_cross_entropy_with_logits",
    role="loss",
)
def with_logits(vm: Interpreter, *args: Value, labels: Value = None, logits: Value = None, **kwargs: Value) -> Tensor:
    x = tensor(logits)
    return Tensor(None, x.dtype, None, x.sources)


@op("ops.binary_crossentropy backend.binary_crossentropy", role="loss")
def of_each(vm: Interpreter, target: Value, output: Value, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(output)
    return Tensor(x.shape, x.dtype, None, x.sources)


@keras.function("keras.losses.get")
def get(vm: Interpreter, identifier: Value) -> Value:
    found = BY_NAME.get(identifier) if isinstance(identifier, str) else None
    return vm.call(keras.lookup(f"keras.losses.{found}")) if found is not None else identifier


def described(value: Value, at: Location | None) -> Loss | None:
    """What a `loss` argument says of one output."""
    value = plain(value)
    if isinstance(value, str):
        name = BY_NAME.get(value, value if value in (*PROBABILITIES, *OTHERS) else None)
        return Loss(f"keras.losses.{name or value}", at, False if name in PROBABILITIES else None)
    if isinstance(value, Instance) and LOSS in value.cls.mro:
        known = value.cls.node is None and value.cls.name in PROBABILITIES
        logits = value.attrs.get("from_logits")
        place = value.site.location if value.site is not None else at
        return Loss(
            value.cls.qualified if value.cls.node is None else value.cls.name,
            place,
            logits if known and isinstance(logits, bool) else None,
        )
    if isinstance(value, Native):
        name = BY_NAME.get(value.name.rpartition(".")[2])
        return Loss(
            f"keras.losses.{name}" if name else value.name,
            at,
            False if name in PROBABILITIES else "with_logits" in value.name or None,
        )
    if isinstance(value, (FunctionValue, ClassValue)):
        return Loss(value.name, at, None)
    return None


def of_outputs(value: Value, names: list[str], at: Location | None) -> list[tuple[int | None, Loss]]:
    """The losses of a model's outputs, each with the number of its output (None: of the only one)."""
    value = plain(value)
    if isinstance(value, dict):
        pairs: list[tuple[int | None, Value]] = [
            (names.index(name) if name in names else None, one) for name, one in value.items()
        ]
    elif isinstance(value, (list, tuple)):
        pairs = list(enumerate(value))
    else:
        pairs = [(None, value)] if len(names) <= 1 else [(index, value) for index in range(len(names))]
    found = [(index, described(one, at)) for index, one in pairs]
    return [(index, loss) for index, loss in found if loss is not None]
