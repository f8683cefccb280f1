"""tensorflow_hub: layers that are loaded from an address. What they give is known where the program says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.nested import flat_tensors
from cnnlint.frameworks.keras import layer as layers
from cnnlint.frameworks.keras.calling import shape_of
from cnnlint.frameworks.keras.layer import LAYER, new_variable
from cnnlint.frameworks.keras.specs import SPECS, Spec
from cnnlint.graph import Tensor
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.shared import sources_of

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("tensorflow_hub")
NAME = "tensorflow_hub.KerasLayer"


def init(
    vm: Interpreter,
    self: Instance,
    handle: Value,
    trainable: Value = False,
    arguments: Value = None,
    _sentinel: Value = None,
    tags: Value = None,
    signature: Value = None,
    signature_outputs_as_dict: Value = None,
    output_key: Value = None,
    output_shape: Value = None,
    load_options: Value = None,
    **kwargs: Value,
) -> Value:
    """A layer with weights of which nobody says how many there are."""
    layers.init(vm, self, trainable=trainable, **kwargs)
    self.attrs["_stated_output"] = output_shape
    self.attrs["_own_weights"] = [new_variable(Tensor(None), trainable=trainable is not False)]
    return None


def run(vm: Interpreter, self: Instance, inputs: Value, training: Value = None) -> Tensor:
    """`output_shape` stands behind the batch size of the input."""
    stated = self.attrs["_stated_output"]
    given, first = shape_of(stated, batch=False), next(flat_tensors(inputs), None)
    if given is None or first is None or not first.shape:
        raise NotKnown("what a layer from tensorflow_hub gives; output_shape=[…] would tell")
    return Tensor((first.shape[0], *given), None, None, sources_of(list(flat_tensors(inputs))))


SPECS[NAME] = Spec(run, None, lambda self, inputs: {"role": "other"})
LIBRARY.new_class(NAME, LAYER, __init__=init, call=run)
