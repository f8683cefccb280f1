"""What a model is given to learn from, held against what it was made for: its inputs, their number, its batches and its targets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.nested import flat_values
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.boundary import accepted_inputs, refuse_input
from cnnlint.frameworks.keras.calling import bare, call_layer
from cnnlint.frameworks.keras.declared import declaration
from cnnlint.frameworks.keras.graph import Graph, in_order, output_names, run
from cnnlint.frameworks.keras.layer import defined_in, name_of
from cnnlint.frameworks.keras.model import graph_of
from cnnlint.frameworks.keras.targets import check_target, flat_targets
from cnnlint.frameworks.keras.tensor import SymbolicTensor
from cnnlint.graph import Loss, Shape
from cnnlint.interpreter.attributes import OPEN, store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import Fact, NotKnown, Raised
from cnnlint.interpreter.values import MISSING, FunctionValue, Instance, Native, Rest, Value
from cnnlint.symbolic import Size, equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

BATCH = 32  # that fit, evaluate and predict take where nothing is said
OWN_STEPS = (
    "fit",
    "evaluate",
    "predict",
    "train_step",
    "test_step",
    "predict_step",
    "compute_loss",
    "__call__",
    "call",
)


def is_plain(self: Instance, own_call: bool = False) -> bool:
    """Whether the program has left it to Keras what is done with the data; its own `call` may be no matter."""
    steps = [name for name in OWN_STEPS if not (own_call and name == "call")]
    return all(isinstance(defined_in(self, name)[1], Native) for name in steps if self.cls.lookup(name) is not MISSING)


def is_sound(vm: Interpreter, graph: Graph) -> bool:
    """Whether nothing is wrong with the layers of a graph so far: of what is, no shapes follow."""
    built = {layer.site.location for layer in graph.layers if layer.site is not None}
    return not any(fact.defined in built for fact in vm.facts if fact.kind not in ("input-mismatch", "target-mismatch"))


def checked(vm: Interpreter, self: Instance) -> Graph | None:
    """The graph of a model that can be held against data; None where it has none, or does with them what the program says."""
    graph = graph_of(self)
    return graph if graph is not None and is_plain(self) and is_sound(vm, graph) else None


def check_inputs(vm: Interpreter, self: Instance, data: Value, batch_size: Value = None, way: str = "x") -> None:
    """Refuse data whose shapes are not those of the model's inputs. `way` is how they are given: `x`, `dataset`, or "" for further data."""
    graph = checked(vm, self)
    if graph is None:
        return
    if isinstance(data, dict):  # by the names of the inputs
        data = [data.get(name_of(one.node.operation)) for one in graph.flat_inputs]
    if isinstance(data, (list, tuple)) and any(isinstance(one, Rest) for one in data):
        return
    values = [value for value in flat_values(in_order(data)) if value.tensor.shape is not None]
    wanted = len(graph.flat_inputs)
    if len(values) == wanted:
        before = len(vm.facts)
        accepted = accepted_inputs(vm, self, graph, values, way)
        if len(vm.facts) == before:
            check_last_axes(vm, self, graph, accepted, way)
            check_batches(vm, self, graph, values[0].tensor.shape or (), batch_size)
            store(vm, self, "_fed", True)
    elif isinstance(data, TensorValue) and data.tensor.shape is not None:
        words = f"has {wanted} inputs, and is given one"
        vm.refuse("input-mismatch", words, error="ValueError", details={"layer": name_of(self)})


def check_last_axes(vm: Interpreter, self: Instance, graph: Graph, values: list[Value], way: str) -> None:
    """Keras lets a last axis of 1 through to the layers, and they may refuse it."""
    pairs = [
        (one, value.tensor.shape) for one, value in zip(graph.flat_inputs, values, strict=True)
        if isinstance(value, TensorValue) and one.tensor.shape and value.tensor.shape
    ]  # fmt: skip
    for one, given in pairs:
        declared = one.tensor.shape or ()
        if 1 in (declared[-1], given[-1]) and equal(declared[-1], given[-1]) is False:
            found = refusals(vm, lambda: run(vm, graph, values))
            if found:
                refuse_input(vm, self, one, given, found[0].statement, way)
                return


def check_batches(vm: Interpreter, self: Instance, graph: Graph, given: Shape, batch_size: Value) -> None:
    """Refuse batches of another size than that of which layers keep a state."""
    if not any(layer.attrs.get("stateful") is True for layer in graph.layers):
        return
    declared, size = (graph.flat_inputs[0].tensor.shape or (None,))[0], plain(batch_size)
    if not given or not isinstance(given[0], int) or not isinstance(declared, int) or not isinstance(size, int):
        return
    sizes = (min(size, given[0]), given[0] % size or min(size, given[0]))
    wrong = next((one for one in sizes if one != declared), None)
    if wrong is not None:
        words = f"a batch of {wrong} examples, and its layers keep a state for {declared}"
        _, place = declaration(graph.flat_inputs[0])
        details = {"layer": name_of(self), "expected": declared, "actual": wrong}
        vm.refuse("input-mismatch", words, error="ValueError", defined=place, details=details)


def other_counts(vm: Interpreter, self: Instance, data: Value, targets: Value) -> bool:
    """Refuse arrays of different numbers of examples; whether they were."""
    if not is_plain(self):
        return False
    first = counts(data), counts(targets)
    pairs = [(one, other) for one in first[0] for other in (*first[0], *first[1]) if equal(one, other) is False]
    if pairs:
        one, other = pairs[0]
        words = f"the data are ambiguous: {one} examples here and {other} there"
        if other in first[1]:
            words = f"{one} examples are given {other} targets"
        details = {"layer": name_of(self), "expected": one, "actual": other}
        vm.refuse("sample-mismatch", words, error="ValueError", details=details)
    return bool(pairs)


def counts(data: Value) -> list[Size]:
    """How many examples each array of a nest has."""
    return [value.tensor.shape[0] for value in flat_values(data) if value.tensor.shape]


def check_targets(vm: Interpreter, self: Instance, data: Value, targets: Value) -> None:
    """Refuse targets that the losses of the model's outputs cannot compare with them."""
    losses = self.attrs.get("_losses")
    outputs = results(vm, self, data) if isinstance(losses, list) and losses else None
    graph = graph_of(self)
    if outputs is None or (graph is not None and isinstance(graph.outputs, dict) and not isinstance(targets, dict)):
        return
    given = self.attrs.get("loss")
    if isinstance(given, list) and len(given) != len(outputs) and not any(isinstance(one, Rest) for one in given):
        words = f"{len(given)} losses for {len(outputs)} outputs"
        vm.refuse("target-mismatch", words, error="ValueError", details={"layer": name_of(self)})
        return
    wanted = flat_targets(targets, output_names(graph) if graph is not None else [])
    if len(wanted) != len(outputs):
        return
    store(vm, self, "_losses", [(index, with_classes(loss, wanted[index or 0])) for index, loss in losses or ()])
    for index, loss in losses or ():
        target = wanted[index or 0] if (index or 0) < len(wanted) else None
        if target is not None and isinstance(loss, Loss) and (index is not None or len(outputs) == 1):
            check_target(vm, self, loss, outputs[index or 0], target)


def with_classes(loss: Loss, target: TensorValue | None) -> Loss:
    """A loss with how many classes its targets number, if they say it."""
    labels = target.tensor.labels if target is not None else None
    return loss if labels is None else replace(loss, classes=labels.classes, data=labels.data)


def results(vm: Interpreter, self: Instance, data: Value) -> list[TensorValue] | None:
    """The outputs of a model in the program's order; of one with a `call` of its own those for these data. None where they are not known."""
    if self.attrs.get(OPEN) is not None:  # a Sequential that goes on with layers that are not known
        return None
    if graph_of(self) is not None:
        graph = checked(vm, self)
        return None if graph is None else [one for one in flat_values(graph.outputs) if isinstance(one, SymbolicTensor)]
    if not is_plain(self, own_call=True) or not isinstance(defined_in(self, "call")[1], FunctionValue):
        return None
    found: list[Value] = []
    wrong = refusals(vm, lambda: found.append(call_layer(vm, self, bare(data))))
    return None if wrong or not isinstance(found[0] if found else None, TensorValue) else list(flat_values(found))


def refusals(vm: Interpreter, run: Callable[[], object]) -> list[Fact]:
    """What is met while something is run only to see whether it works."""
    saved, vm.facts = vm.facts, []
    try:
        run()
        return list(vm.facts)
    except Raised as raised:
        return [] if raised.fact is None else [raised.fact]
    except NotKnown:
        return []
    finally:
        vm.facts = saved


def refuse_data(vm: Interpreter, self: Instance, given: Shape, fact: Fact) -> bool:
    """Say that data have not the axes that the first layer of a model takes, where that is what it refuses."""
    first = next((layer for layer in self.attrs["_layers"] if layer.cls.name != "InputLayer"), None)
    if first is None or first.site is None or fact.kind != "rank-mismatch" or fact.defined != first.site.location:
        return False
    details: dict[str, object] = {"layer": name_of(self), "shape": given}
    rank = fact.details.get("expected_rank")
    if rank == len(given) + 1:
        is_picture = rank == 4 and any(equal(given[-1], channels) is True for channels in (1, 3, 4))
        details["suffix"] = "[None]" if is_picture else "[..., None]"
    words = f"its first layer, {fact.statement}"
    vm.refuse("input-mismatch", words, error=fact.error, defined=fact.defined, details=details)
    return True
