"""The graph between symbolic inputs and outputs: which calls are in it, in Keras' order, and running it on other tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.nested import flat_values, mapped
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.keras.layer import is_layer, name_of
from cnnlint.frameworks.keras.tensor import GUESSED, OPERATION, Node, SymbolicTensor, make
from cnnlint.graph import Tensor
from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.outcome import NotKnown, Raised
from cnnlint.interpreter.values import Attributes, Instance, Value
from cnnlint.ops.shared import sources_of
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


class Disconnected(Exception):  # noqa: N818 - an answer about the program
    """An output hangs on a tensor that does not come from the inputs."""


@dataclass(eq=False, slots=True)
class Graph:
    """What a functional model is made of. `inputs` and `outputs` are nests as the program gave them."""

    inputs: Value
    outputs: Value
    nodes: list[Node] = field(default_factory=list)
    operations: list[Instance] = field(default_factory=list)

    @property
    def flat_inputs(self) -> list[SymbolicTensor]:
        """The input tensors in order."""
        return symbolic(self.inputs)

    @property
    def flat_outputs(self) -> list[SymbolicTensor]:
        """The output tensors in order."""
        return symbolic(self.outputs)

    @property
    def layers(self) -> list[Instance]:
        """The layers in Keras' order."""
        return [operation for operation in self.operations if is_layer(operation)]


def symbolic(value: Value) -> list[SymbolicTensor]:
    """The symbolic tensors of a nest, a dict's in the order of its sorted keys as Keras takes them."""
    return [one for one in flat_values(in_order(value)) if isinstance(one, SymbolicTensor)]


def output_names(graph: Graph) -> list[str]:
    """What the outputs of a model go by: its keys where the program gave a dict, else the names of the layers that give them."""
    if isinstance(graph.outputs, dict):
        return [str(name) for name in graph.outputs]
    return [name_of(one.node.operation) for one in graph.flat_outputs]


def in_order(value: Value) -> Value:
    """A nest with dicts as lists of the values of their sorted keys."""
    if type(value) is dict:
        return [
            in_order(value[key]) for key in (sorted(value) if all(isinstance(key, str) for key in value) else value)
        ]
    return [in_order(item) for item in value] if isinstance(value, (list, tuple)) else value


def is_certain(inputs: Value, outputs: Value) -> bool:
    """Whether all that these tensors are computed from is known: no call among it that could not be followed, no choice of two."""
    pending = [*symbolic(inputs), *symbolic(outputs)]
    seen: set[int] = set()
    while pending:
        node = pending.pop().node
        if id(node) not in seen:
            seen.add(id(node))
            if node.operation.cls is OPERATION and node.operation.attrs["_name"] in GUESSED:
                return False
            pending.extend(node.inputs)
    return True


# --- the order --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Walk:
    """The depth-first walk from the outputs: nodes as they are finished, and when each operation was first met."""

    inputs: frozenset[int]
    finished: list[Node] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    met: dict[int, int] = field(default_factory=dict)

    def visit(self, tensor: SymbolicTensor) -> None:
        """Walk to all that a tensor is computed from."""
        node = tensor.node
        if id(node) in self.seen:
            return
        self.seen.add(id(node))
        if not node.is_input and id(tensor) in self.inputs:
            return
        self.met.setdefault(id(node.operation), len(self.met))
        for parent in node.inputs:
            self.visit(parent)
        self.finished.append(node)


def map_graph(inputs: Value, outputs: Value) -> Graph:
    """The graph between these tensors, ordered as Keras orders it: by distance from the outputs, then by when the walk met it.

    Raises Disconnected.
    """
    graph = Graph(inputs, outputs)
    walk = Walk(frozenset(id(tensor) for tensor in graph.flat_inputs))
    for tensor in graph.flat_outputs:
        walk.visit(tensor)
    nodes, operations = depths(walk.finished)
    for tensor in graph.flat_inputs:
        if tensor.node.is_input and id(tensor.node.operation) not in operations:
            nodes[id(tensor.node)] = (tensor.node, 0)
            operations[id(tensor.node.operation)] = (tensor.node.operation, 0)
            walk.met[id(tensor.node.operation)] = -1
    graph.nodes = [node for node, _ in sorted(nodes.values(), key=lambda pair: -pair[1])]
    ordered = sorted(operations.values(), key=lambda pair: (-pair[1], walk.met[id(pair[0])]))
    graph.operations = [operation for operation, _ in ordered]
    check_connected(graph)
    return graph


def depths(finished: Sequence[Node]) -> tuple[dict[int, tuple[Node, int]], dict[int, tuple[Instance, int]]]:
    """How far each node and each operation is from the outputs, by id; an operation that is called twice counts by the farther call."""
    inside = {id(node) for node in finished}
    nodes: dict[int, tuple[Node, int]] = {}
    operations: dict[int, tuple[Instance, int]] = {}
    for node in reversed(finished):
        depth = max(nodes.get(id(node), (node, 0))[1], operations.get(id(node.operation), (node.operation, 0))[1])
        operations[id(node.operation)] = (node.operation, depth)
        nodes[id(node)] = (node, depth)
        for parent in (tensor.node for tensor in node.inputs):
            if id(parent) in inside:
                nodes[id(parent)] = (parent, max(depth + 1, nodes.get(id(parent), (parent, 0))[1]))
    return nodes, operations


def check_connected(graph: Graph) -> None:
    """Raise Disconnected where a call takes a tensor that nothing in the graph gives."""
    known = {id(tensor) for tensor in graph.flat_inputs}
    for node in graph.nodes:
        for tensor in node.inputs:
            if id(tensor) not in known:
                raise Disconnected(f"cannot find the parent of a tensor at '{name_of(node.operation)}'")
        if not node.is_input:
            known.update(id(tensor) for tensor in node.outputs)
    if any(id(tensor) not in known for tensor in graph.flat_outputs):
        raise Disconnected("an output is not connected to the inputs")


def repeated_name(graph: Graph) -> tuple[str, int] | None:
    """A name that the program gives to several layers of the graph, and how many; automatic names are our own affair."""
    doubtful = {id(node.operation) for node in graph.nodes if node.conditional}
    certain = [operation for operation in graph.operations if id(operation) not in doubtful]
    names = [operation.attrs.get("_name") for operation in certain if operation.attrs.get("_named") is True]
    return next(((name, names.count(name)) for name in names if isinstance(name, str) and names.count(name) > 1), None)


# --- running ----------------------------------------------------------------------------------------------------------


def run(vm: Interpreter, graph: Graph, values: Sequence[Value], *, at_nodes: bool = False) -> Value:
    """The outputs for other tensors in place of the inputs. `at_nodes`: each call stands where the program made it."""
    known: dict[int, Value] = {id(tensor): value for tensor, value in zip(graph.flat_inputs, values, strict=False)}

    def fill(value: Value) -> Value:
        return known.get(id(value), value) if isinstance(value, SymbolicTensor) else value

    for node in graph.nodes:
        if node.is_input or all(id(tensor) in known for tensor in node.outputs):
            continue
        args = tuple(mapped(arg, fill) for arg in node.args)
        kwargs = {name: mapped(value, fill) for name, value in node.kwargs.items()}
        with placed(vm, node, at_nodes):
            result = node.run(vm, args, kwargs)
        found = flat_values(result)
        sources = sources_of(value.tensor for value in flat_values([args, kwargs]))
        for tensor in node.outputs:
            known[id(tensor)] = next(found, None) or make(Tensor(None, None, None, sources))

    def given(value: Value) -> Value:
        if not isinstance(value, SymbolicTensor):
            return value
        return known.get(id(value), vm.unknown("an output that could not be computed"))

    return mapped(graph.outputs, given)


@contextmanager
def placed(vm: Interpreter, node: Node, at_nodes: bool) -> Iterator[None]:
    """Stand where the program made the call; what a call on an uncertain path gives is marked."""
    rec = recorder(vm)
    first, asked = len(rec.rows), len(rec.requirements)
    if at_nodes and node.at is not None and node.module is not None:
        frame = Frame(vm, node.module, Attributes(), None)
        frame.at = ir.Span(node.at.line, node.at.column, node.at.end_line, node.at.end_column)
        with vm.activation(frame):
            yield
    else:
        yield
    if node.conditional:
        del rec.requirements[asked:]
        for row in rec.rows[first:]:
            row.conditional = True


def replay(vm: Interpreter, graph: Graph, values: Sequence[Value]) -> Value:
    """Run a graph inside of a call of the model: what is wrong in it has been said where it was built, for the same shapes."""
    same = all(
        isinstance(value, Instance)
        and getattr(value, "tensor", None) is not None
        and value.tensor.shape == tensor.tensor.shape  # type: ignore[attr-defined]
        for tensor, value in zip(graph.flat_inputs, values, strict=False)
    )
    if not same:
        return run(vm, graph, values)
    saved, vm.facts = vm.facts, []
    try:
        return run(vm, graph, values)
    except Raised as raised:
        raise NotKnown("a model in which something is wrong") from raised
    finally:
        vm.facts = saved
