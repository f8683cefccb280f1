"""Linear maps, flattening, embedding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import integer, shape, tensor
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.torch.layers.define import elementwise, has, layer, learnt, optional
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.embedding import embedding
from cnnlint.ops.linear import bilinear, dense
from cnnlint.ops.outcome import Outcome
from cnnlint.ops.reduce import reduce
from cnnlint.ops.reshape import flatten, unflatten
from cnnlint.symbolic import Size, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def features(self: Instance, name: str) -> Size:
    """A number of features that the layer was built with."""
    return size_of(self.attrs[name], 1)


def run_linear(vm: Interpreter, self: Instance, input: Value) -> Outcome:
    x, width = tensor(input), features(self, "in_features")
    demand(x, [(symbol("N"), width), (symbol("N"), symbol("T"), width), (symbol("N"), symbol("H"), symbol("W"), width)])
    return dense(x, in_features=width, out_features=features(self, "out_features"))


def linear_attributes(self: Instance) -> dict[str, object]:
    described = {name: features(self, name) for name in ("in_features", "out_features")}
    return {"role": "dense", **described, "bias": has(self, "bias")}


@layer("Linear", "NonDynamicallyQuantizableLinear", run=run_linear, attributes=linear_attributes)
def linear(
    vm: Interpreter, self: Instance, in_features: Value, out_features: Value, bias: Value = True, device: Value = None, dtype: Value = None
) -> None:
    learnt(vm, self, "weight", features(self, "out_features"), features(self, "in_features"))
    optional(vm, self, "bias", bias, features(self, "out_features"))


@layer(
    "Bilinear",
    run=lambda vm, self, input1, input2: bilinear(
        tensor(input1),
        tensor(input2),
        in_features=(features(self, "in1_features"), features(self, "in2_features")),
        out_features=features(self, "out_features"),
    ),
    attributes=lambda self: {"role": "dense", "out_features": features(self, "out_features"), "bias": has(self, "bias")},
)
def bilinear_layer(
    vm: Interpreter, self: Instance, in1_features: Value, in2_features: Value, out_features: Value, bias: Value = True,
    device: Value = None, dtype: Value = None,
) -> None:  # fmt: skip
    learnt(vm, self, "weight", *(features(self, name) for name in ("out_features", "in1_features", "in2_features")))
    optional(vm, self, "bias", bias, features(self, "out_features"))


run_identity, identity_attributes = elementwise("identity")


@layer("Identity", run=run_identity, attributes=identity_attributes)
def identity(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> None: ...


@layer(
    "Flatten",
    run=lambda vm, self, input: flatten(tensor(input), integer(self.attrs["start_dim"]), integer(self.attrs["end_dim"])),
    attributes=lambda self: {"role": "flatten"},
)
def flatten_layer(vm: Interpreter, self: Instance, start_dim: Value = 1, end_dim: Value = -1) -> None: ...


@layer(
    "Unflatten",
    run=lambda vm, self, input: unflatten(tensor(input), integer(self.attrs["dim"]), shape(self.attrs["unflattened_size"])),
    attributes=lambda self: {"role": "reshape"},
)
def unflatten_layer(vm: Interpreter, self: Instance, dim: Value, unflattened_size: Value) -> None: ...


def run_embedding(vm: Interpreter, self: Instance, input: Value) -> Outcome:
    x = tensor(input)
    demand(x, [(symbol("N"), symbol("T")), (symbol("N"),), (symbol("N"), symbol("S"), symbol("T"))])
    return embedding(x, width=features(self, "embedding_dim"))


@layer(
    "Embedding", run=run_embedding, attributes=lambda self: {"role": "embedding", "entries": features(self, "num_embeddings")}
)
def embedding_layer(
    vm: Interpreter, self: Instance, num_embeddings: Value, embedding_dim: Value, padding_idx: Value = None, max_norm: Value = None,
    norm_type: Value = 2.0, scale_grad_by_freq: Value = False, sparse: Value = False, _weight: Value = None, _freeze: Value = False,
    device: Value = None, dtype: Value = None,
) -> None:  # fmt: skip
    learnt(vm, self, "weight", features(self, "num_embeddings"), features(self, "embedding_dim"))


@layer(
    "CosineSimilarity",
    run=lambda vm, self, x1, x2: reduce(tensor(x1), integer(self.attrs["dim"])),
    attributes=lambda self: {"role": "reduce"},
)
def cosine(vm: Interpreter, self: Instance, dim: Value = 1, eps: Value = 1e-8) -> None: ...
