"""What a program sees of the graph that its tensors hang in: the calls of layers, and from which inputs a tensor is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.tensor import KERAS_TENSOR, NODE, Node, SymbolicTensor
from cnnlint.interpreter.stdlib.named_tuples import named_tuple
from cnnlint.interpreter.values import Instance, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

HISTORY = named_tuple("KerasHistory", ("operation", "node_index", "tensor_index"), {}, "keras")
HISTORY.namespace["layer"] = HISTORY.namespace["operation"]  # its name in Keras 2


@keras.attribute(KERAS_TENSOR, "_keras_history")
def history(vm: Interpreter, self: SymbolicTensor) -> Value:
    calls = self.node.operation.attrs["_inbound_nodes"]
    number = next((index for index, node in enumerate(calls) if node is self.node), 0)
    return Instance(HISTORY, payload=(self.node.operation, number, self.index))


@keras.attribute(NODE, "operation", "layer", "outbound_layer")
def operation(vm: Interpreter, self: Node) -> Value:
    return self.operation


@keras.attribute(NODE, "is_input")
def is_input(vm: Interpreter, self: Node) -> Value:
    return self.is_input


@keras.attribute(NODE, "input_tensors")
def input_tensors(vm: Interpreter, self: Node) -> Value:
    return list(self.inputs)


@keras.attribute(NODE, "output_tensors")
def output_tensors(vm: Interpreter, self: Node) -> Value:
    return list(self.outputs)


@keras.attribute(NODE, "parent_nodes")
def parent_nodes(vm: Interpreter, self: Node) -> Value:
    return list(dict.fromkeys(tensor.node for tensor in self.inputs))


@keras.attribute(NODE, "inbound_layers")
def inbound_layers(vm: Interpreter, self: Node) -> Value:
    found = list(dict.fromkeys(tensor.node.operation for tensor in self.inputs))
    return found[0] if len(found) == 1 else found


@keras.method(NODE, "__getattr__")
def get_attribute(vm: Interpreter, self: Node, name: str) -> Value:
    return vm.unknown(f"{name} of a call in a graph")


@keras.function("keras.utils.get_source_inputs", "keras.ops.operation_utils.get_source_inputs")
def source_inputs(vm: Interpreter, tensor: Value, *args: Value) -> Value:
    """The inputs that a tensor is computed from, each once, in the order in which they are met."""
    if not isinstance(tensor, SymbolicTensor):
        return tensor
    pending, seen = [tensor], set()
    found: list[Value] = []
    while pending:
        node = pending.pop().node
        if id(node) not in seen:
            seen.add(id(node))
            found.extend(node.outputs if node.is_input else ())
            pending.extend(reversed(node.inputs))
    return found
