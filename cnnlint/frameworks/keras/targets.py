"""What a model's outputs are compared with: targets that a loss cannot take are refused, and it is said what would make them fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.layer import name_of
from cnnlint.frameworks.keras.mending import PASSIVE, layers_before
from cnnlint.frameworks.keras.tensor import SymbolicTensor
from cnnlint.frameworks.keras.words import written
from cnnlint.graph import Location, Loss, Shape
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.shared import unequal
from cnnlint.symbolic import equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

# How Keras 3 compares: element by element of equal shapes; with one number for each row of the output; with what broadcasts.
EQUAL: Final = ("CategoricalCrossentropy", "BinaryCrossentropy", "BinaryFocalCrossentropy")
NUMBERS: Final = ("SparseCategoricalCrossentropy",)
BROADCAST: Final = (
    "MeanSquaredError", "MeanAbsoluteError", "Huber", "CategoricalHinge", "Hinge", "KLDivergence", "Poisson", "CosineSimilarity", "LogCosh",
    "CategoricalFocalCrossentropy", "MeanSquaredLogarithmicError", "MeanAbsolutePercentageError",
)  # fmt: skip
OTHER_FORM: Final = {
    "CategoricalCrossentropy": "SparseCategoricalCrossentropy",
    "SparseCategoricalCrossentropy": "CategoricalCrossentropy",
}
WORDS: Final = {
    "CategoricalCrossentropy": "the targets are numbers of classes, which the sparse form of the loss takes",
    "SparseCategoricalCrossentropy": "the targets have a place for each class, and this loss takes their numbers",
}
NAMES: Final = {
    "CategoricalCrossentropy": "categorical_crossentropy",
    "SparseCategoricalCrossentropy": "sparse_categorical_crossentropy",
}


@dataclass(frozen=True, slots=True)
class Repair:
    """What would make targets fit: a word for what is to be done, where, and the details that it takes."""

    word: str
    at: Location | None
    details: tuple[tuple[str, object], ...] = ()


def check_target(vm: Interpreter, self: Instance, loss: Loss, output: TensorValue, targets: TensorValue) -> None:
    """Refuse targets that a loss cannot compare with this output."""
    short = loss.op.rpartition(".")[2]
    given, wanted = output.tensor.shape, targets.tensor.shape
    if given is None or wanted is None or not loss.op.startswith("keras.losses.") or not differ(short, given, wanted):
        return
    found = repair(short, loss, output, wanted)
    words = f"{short} compares an output of shape {written(given)} with targets of shape {written(wanted)}"
    why = reason(short, found, given, wanted)
    details: dict[str, object] = {"layer": name_of(self), "shape": given, "target": wanted, "function": short}
    if found is not None:
        details.update(found.details, repair=found.word)
    place = found.at if found is not None else None
    vm.refuse("target-mismatch", f"{words}{why and ': '}{why}", error="ValueError", defined=place, details=details)


def reason(short: str, found: Repair | None, output: Shape, targets: Shape) -> str:
    """Why they do not fit, in words; empty where the shapes say it all."""
    if found is not None and found.word == "loss":
        return WORDS[short]
    if found is not None and found.word == "units":
        return f"there are {targets[-1] if len(targets) > 1 else 1} values in a target, and {output[-1]} in the output"
    if found is not None and found.word == "sequences":
        return "the last recurrent layer gives the whole sequence"
    return "the output has positions still" if found is not None and found.word == "flatten" else ""


# --- what fits --------------------------------------------------------------------------------------------------------


def differ(short: str, output: Shape, targets: Shape) -> bool:
    """Whether a loss certainly refuses an output and targets of these shapes, whatever the batch."""
    pair = aligned(output, targets)
    if pair is None:
        return False
    output, targets = pair
    if short in NUMBERS:
        if len(targets) == len(output):
            targets = targets[:-1] if equal(targets[-1], 1) is not False else targets
        return unequal(output[:-1], targets)
    if short in EQUAL:
        return unequal(output, targets)
    if short in BROADCAST:
        pairs = zip(output[:0:-1], targets[:0:-1], strict=False)
        return any(False is equal(a, b) is equal(a, 1) is equal(b, 1) for a, b in pairs)
    return False


def aligned(output: Shape, targets: Shape) -> tuple[Shape, Shape] | None:
    """The shapes once Keras has dropped or added a last axis of 1; None where that hangs on what is not known."""
    if not output or not targets:
        return None
    if len(output) == len(targets) + 1:
        longer, shorter = output, targets
    elif len(targets) == len(output) + 1:
        longer, shorter = targets, output
    else:
        return output, targets
    ends = equal(longer[-1], 1)
    if ends is None:
        return None
    if ends:
        longer, shorter = (longer, (*shorter, 1)) if len(shorter) == 1 else (longer[:-1], shorter)
    return (longer, shorter) if len(output) > len(targets) else (shorter, longer)


# --- what would fit ---------------------------------------------------------------------------------------------------


def repair(short: str, loss: Loss, output: TensorValue, targets: Shape) -> Repair | None:
    """What would make these targets fit; None where it cannot be told."""
    shape = output.tensor.shape or ()
    other = OTHER_FORM.get(short)
    if other is not None and not differ(other, shape, targets) and aligned(shape, targets) is not None:
        return Repair("loss", loss.at, (("value", NAMES[other]), ("form", other)))
    if not isinstance(output, SymbolicTensor):
        return None
    layers = list(tail(output))
    if len(shape) > 2:
        return in_front(short, layers, shape, targets)
    units = targets[-1] if len(targets) > 1 else 1
    last = next((layer for layer, role, _ in layers if role not in PASSIVE), None)
    is_dense = last is not None and any(layer is last and role == "dense" for layer, role, _ in layers)
    if last is None or not is_dense or not isinstance(units, int) or differ(short, (*shape[:-1], units), targets):
        return None
    return Repair("units", place(last), (("expected", units),))


def in_front(short: str, layers: Sequence[tuple[Instance, str, Shape | None]], shape: Shape, targets: Shape) -> Repair | None:  # fmt: skip
    """What takes the positions out of an output: a flatten in front of the dense layers, or the last step alone of a recurrent one."""
    if differ(short, (shape[0], shape[-1]), targets):
        return None
    first: Instance | None = None
    for layer, role, given in layers:
        if role == "recurrent" and layer.attrs.get("return_sequences") is True:
            return Repair("sequences", place(layer))
        if role not in (*PASSIVE, "dense") or given is None or len(given) < 3:
            break
        first = layer if role == "dense" else first
    return Repair("flatten", place(first)) if first is not None else None


def tail(output: SymbolicTensor) -> Iterator[tuple[Instance, str, Shape | None]]:
    """The layers of Keras that a result comes from one by one, the last first, with the role of each and the shape that it is given."""
    for one, layer, role in layers_before(output):
        if role == "container" or len(one.node.inputs) > 1:
            return
        yield layer, role, one.node.inputs[0].tensor.shape


def place(layer: Instance) -> Location | None:
    """Where a layer was built."""
    return layer.site.location if layer.site is not None else None


def flat_targets(targets: Value, names: Sequence[str]) -> list[TensorValue | None]:
    """The targets of the outputs in order; None for what is not known."""
    if isinstance(targets, TensorValue):
        found: list[Value] = [targets]
    elif isinstance(targets, dict):
        found = [targets.get(name) for name in names]
    else:
        found = list(targets) if isinstance(targets, (list, tuple)) else []
    return [one if isinstance(one, TensorValue) else None for one in found]
