"""Linear maps, flattening, embedding, distances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.arguments import as_integer, as_sizes, as_text, fitted
from cnnlint.frameworks.torch.dtypes import check_indices, check_like_weights
from cnnlint.frameworks.torch.functions.lookup import bagged, check_padding, distance, looked_up
from cnnlint.frameworks.torch.layers.define import constant, has, held, layer, learnt, optional, size_of, wanted
from cnnlint.frameworks.torch.library import torch
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ClassMethod, ClassValue, Instance, Native, Value
from cnnlint.ops.outcome import Outcome
from cnnlint.ops.shared import same_sizes
from cnnlint.symbolic import Size, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def widths(self: Instance) -> tuple[Size, Size]:
    """Features in and out; a weight that the program has put in its place counts."""
    inputs, outputs = size_of(self, "in_features"), size_of(self, "out_features")
    weight = held(self, "weight")
    if weight is None or weight.shape is None or same_sizes(weight.shape, (outputs, inputs)) is not False:
        return inputs, outputs
    if len(weight.shape) != 2:
        raise NotKnown("a linear map by another kind of weight")
    return weight.shape[1], weight.shape[0]


def run_linear(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    inputs, outputs = widths(self)
    names = ((symbol("N"),), (symbol("N"), symbol("T")), (symbol("N"), symbol("H"), symbol("W")))
    demand(input, [(*axes, inputs) for axes in names])
    outcome = ops.dense(input, in_features=inputs, out_features=outputs)
    check_like_weights(vm, input, held(self, "weight"), outcome.tensor)
    return outcome


def linear_attributes(self: Instance) -> dict[str, object]:
    inputs, outputs = widths(self)
    return {"role": "dense", "in_features": inputs, "out_features": outputs, "bias": has(self, "bias")}


@layer("Linear", run=run_linear, attributes=linear_attributes)
def linear(
    vm: Interpreter,
    self: Instance,
    in_features: Value,
    out_features: Value,
    bias: Value = True,
    device: Value = None,
    dtype: Value = None,
) -> None:
    learnt(vm, self, "weight", size_of(self, "out_features"), size_of(self, "in_features"))
    optional(vm, self, "bias", bias, size_of(self, "out_features"))


LINEAR = torch.values["torch.nn.Linear"]
torch.new_class("torch.nn.NonDynamicallyQuantizableLinear", LINEAR)


def run_bilinear(vm: Interpreter, self: Instance, input1: Tensor, input2: Tensor) -> Outcome:
    pair = (size_of(self, "in1_features"), size_of(self, "in2_features"))
    return ops.bilinear(input1, input2, in_features=pair, out_features=size_of(self, "out_features"))


@layer("Bilinear", run=run_bilinear,
       attributes=lambda self: {"role": "dense", "out_features": size_of(self, "out_features"), "bias": has(self, "bias")})  # fmt: skip
def bilinear(
    vm: Interpreter, self: Instance, in1_features: Value, in2_features: Value, out_features: Value, bias: Value = True,
    device: Value = None, dtype: Value = None,
) -> None:  # fmt: skip
    learnt(vm, self, "weight", *(size_of(self, name) for name in ("out_features", "in1_features", "in2_features")))
    optional(vm, self, "bias", bias, size_of(self, "out_features"))


def run_identity(vm: Interpreter, self: Instance, input: Value) -> Any:
    if not isinstance(input, TensorValue):
        raise NotKnown("what an identity is given")
    return input.tensor


@layer("Identity", run=run_identity, attributes=constant("identity"))
def identity(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> None: ...


IDENTITY = torch.values["torch.nn.Identity"]


def run_flatten(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    ends = (fitted(as_integer, name, self.attrs[name]) for name in ("start_dim", "end_dim"))
    return ops.flatten(input, *ends)


@layer("Flatten", run=run_flatten, attributes=constant("flatten"))
def flatten(vm: Interpreter, self: Instance, start_dim: Value = 1, end_dim: Value = -1) -> None: ...


def run_unflatten(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    dim = fitted(as_integer, "dim", self.attrs["dim"])
    return ops.unflatten(input, dim, fitted(as_sizes, "unflattened_size", self.attrs["unflattened_size"]))


@layer("Unflatten", run=run_unflatten, attributes=constant("reshape"))
def unflatten(vm: Interpreter, self: Instance, dim: Value, unflattened_size: Value) -> None: ...


# --- embedding --------------------------------------------------------------------------------------------------------


def table(self: Instance) -> Tensor:
    """The rows."""
    found = held(self, "weight")
    return Tensor((size_of(self, "num_embeddings"), size_of(self, "embedding_dim"))) if found is None else found


def add_table(vm: Interpreter, self: Instance, weight: Value) -> None:
    """The rows, given or new; refuses an index of padding that is not among them."""
    if weight is not None:
        if not isinstance(weight, TensorValue):
            raise NotKnown("the rows of an embedding")
        learnt(
            vm,
            self,
            "weight",
            *(weight.tensor.shape or (size_of(self, "num_embeddings"), size_of(self, "embedding_dim"))),
        )
    else:
        learnt(vm, self, "weight", size_of(self, "num_embeddings"), size_of(self, "embedding_dim"))
    check_padding(plain(self.attrs["padding_idx"]), size_of(self, "num_embeddings"))


def run_embedding(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    demand(input, [(symbol("N"), symbol("T")), (symbol("N"),), (symbol("N"), symbol("S"), symbol("T"))])
    outcome = looked_up(input, table(self))
    check_indices(input, outcome.tensor)
    return outcome


def embedding_attributes(self: Instance) -> dict[str, object]:
    return {"role": "embedding", "entries": size_of(self, "num_embeddings")}


@layer("Embedding", run=run_embedding, attributes=embedding_attributes)
def embedding(
    vm: Interpreter, self: Instance, num_embeddings: Value, embedding_dim: Value, padding_idx: Value = None, max_norm: Value = None,
    norm_type: Value = 2.0, scale_grad_by_freq: Value = False, sparse: Value = False, _weight: Value = None, _freeze: Value = False,
    device: Value = None, dtype: Value = None,
) -> None:  # fmt: skip
    add_table(vm, self, _weight)
    if _freeze is True:
        self.attrs["_parameters"]["weight"].attrs["requires_grad"] = False


def run_bag(
    vm: Interpreter,
    self: Instance,
    input: Tensor,
    offsets: Tensor | None = None,
    per_sample_weights: Tensor | None = None,
) -> Outcome:
    demand(input, [(symbol("N"), symbol("T"))])
    mode = fitted(as_text, "mode", self.attrs["mode"])
    return bagged(input, table(self), offsets, mode, per_sample_weights, wanted(self, "include_last_offset"))


@layer("EmbeddingBag", run=run_bag, attributes=embedding_attributes)
def embedding_bag(
    vm: Interpreter, self: Instance, num_embeddings: Value, embedding_dim: Value, max_norm: Value = None, norm_type: Value = 2.0,
    scale_grad_by_freq: Value = False, mode: Value = "mean", sparse: Value = False, _weight: Value = None,
    include_last_offset: Value = False, padding_idx: Value = None, device: Value = None, dtype: Value = None,
) -> None:  # fmt: skip
    add_table(vm, self, _weight)


def from_pretrained(
    vm: Interpreter, cls: ClassValue, embeddings: Value, freeze: Value = True, *args: Value, **options: Value
) -> Value:
    """An embedding of given rows, which are not trained unless that is asked for."""
    shape = embeddings.tensor.shape if isinstance(embeddings, TensorValue) else None
    if shape is None or len(shape) != 2:
        raise NotKnown("the rows of an embedding")
    made = vm.call(cls, shape, {name: options[name] for name in ("padding_idx", "mode") if name in options})
    if isinstance(made, Instance):
        made.attrs["_parameters"]["weight"].attrs["requires_grad"] = freeze is False
    return made


for _name in ("Embedding", "EmbeddingBag"):
    torch.values[f"torch.nn.{_name}"].namespace["from_pretrained"] = ClassMethod(
        Native(f"torch.nn.{_name}.from_pretrained", from_pretrained)
    )


# --- distances --------------------------------------------------------------------------------------------------------


def run_cosine(vm: Interpreter, self: Instance, x1: Tensor, x2: Tensor) -> Outcome:
    return ops.reduce(ops.broadcast([x1, x2]).tensor, fitted(as_integer, "dim", self.attrs["dim"]))


@layer("CosineSimilarity", run=run_cosine, attributes=constant("reduce"))
def cosine(vm: Interpreter, self: Instance, dim: Value = 1, eps: Value = 1e-8) -> None: ...


def run_distance(vm: Interpreter, self: Instance, x1: Tensor, x2: Tensor) -> Outcome:
    return distance(x1, x2, wanted(self, "keepdim"))


@layer("PairwiseDistance", run=run_distance, attributes=constant("reduce"))
def pairwise(vm: Interpreter, self: Instance, p: Value = 2.0, eps: Value = 1e-6, keepdim: Value = False) -> None: ...
