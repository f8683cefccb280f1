"""Dense layers, embeddings, functions as layers, and the small ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import flag, shape, tensor
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.common.nested import flat_tensors, mapped
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.calling import shape_of, told
from cnnlint.frameworks.keras.layers.activation import checked, described
from cnnlint.frameworks.keras.layers.define import (
    fixed,
    has,
    is_no_number,
    known,
    last,
    layer,
    learnt,
    refuse,
    same,
    shape_of_one,
    width,
)
from cnnlint.frameworks.keras.tensor import is_open, open_size
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import FunctionValue, Instance, Unknown, Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import sources_of
from cnnlint.symbolic import Dim, Size, equal, fresh, less, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def positive(vm: Interpreter, self: Instance, *names: str) -> None:
    """Refuse an argument that is certainly no positive integer."""
    for name in names:
        value = plain(self.attrs[name])
        not_even_one = isinstance(value, (int, Dim)) and less(value, 1) is True
        if isinstance(value, float) or value is None or not_even_one or is_no_number(value):
            refuse(vm, name, value, f"`{name}` must be a positive integer, and is {value!r}")
            self.attrs[name] = fresh("?", least=1)


# --- dense ------------------------------------------------------------------------------------------------------------


def run_dense(vm: Interpreter, self: Instance, inputs: Value, training: Value = None) -> Outcome:
    x = tensor(inputs)
    demand(
        x,
        [
            (symbol("N"), symbol("C")),
            (symbol("N"), symbol("T"), symbol("C")),
            (symbol("N"), symbol("H"), symbol("W"), symbol("C")),
        ],
    )
    at_least(x, 2)
    return ops.dense(x, in_features=self.attrs.get("_features"), out_features=width(self, "units"))


def at_least(x: Tensor, rank: int) -> None:
    """Refuse a tensor of fewer axes."""
    if x.shape is not None and len(x.shape) < rank:
        recovery = Tensor(tuple(fresh() for _ in range(rank)), x.dtype, None, x.sources)
        words = f"takes at least {rank} axes and gets {len(x.shape)}"
        raise Refused("rank-mismatch", words, recovery, expected_rank=rank, actual_rank=len(x.shape), shape=x.shape)


def build_dense(vm: Interpreter, self: Instance, shapes: Any) -> None:
    self.attrs["_features"] = last(shapes)
    learnt(vm, self, "kernel", self.attrs["_features"], width(self, "units"))
    if has(self, "use_bias"):
        learnt(vm, self, "bias", width(self, "units"))


def describe_dense(self: Instance, inputs: Sequence[Tensor]) -> dict[str, object]:
    features = known(inputs, -1)
    found: dict[str, object] = {
        "role": "dense",
        "out_features": width(self, "units"),
        "bias": flag(self.attrs["use_bias"], True),
    }
    return {**found, **({} if features is None else {"in_features": features}), **described(self)}


@layer("Dense", run=run_dense, build=build_dense, attributes=describe_dense)
def dense(
    vm: Interpreter, self: Instance, units: Value, activation: Value = None, use_bias: Value = True, kernel_initializer: Value = "glorot_uniform",
    bias_initializer: Value = "zeros", kernel_regularizer: Value = None, bias_regularizer: Value = None, activity_regularizer: Value = None,
    kernel_constraint: Value = None, bias_constraint: Value = None, lora_rank: Value = None, lora_alpha: Value = None,
    quantization_config: Value = None, **kwargs: Value,
) -> None:  # fmt: skip
    positive(vm, self, "units")
    checked(vm, self)


SPLIT = re.compile(r"^(\.\.\.)?([a-zA-Z]+)(\.\.\.)?,([a-zA-Z]+)->(\.\.\.)?([a-zA-Z]+)(\.\.\.)?$")


def einsum_sizes(vm: Interpreter, self: Instance, given: Shape) -> tuple[Shape, Shape | None]:
    """The shapes of the kernel and of the bias of an `EinsumDense` for an input of this shape.

    Sets `_stated` to the shape of the result as Keras works it out: None is a size that `output_shape` leaves open.
    """
    equation = plain(self.attrs["equation"])
    match = SPLIT.match(equation.replace(" ", "")) if isinstance(equation, str) else None
    if match is None:
        raise NotKnown("the equation of an EinsumDense")
    left, inputs, weights, outputs = bool(match[1]), match[2], match[4], match[6]
    elided = len(given) - len(inputs) if left or match[3] else 0
    target = [given[0], *(size_of(one) if one is not None else None for one in listed(self.attrs["output_shape"]))]
    target[1:1] = given[1:elided] if left else []
    target += given[len(given) - elided :] if elided and not left else []
    shift = elided if left else 0
    self.attrs["_stated"] = tuple(target)
    sizes: dict[str, Size] = {}
    for n, label in enumerate(inputs):
        if 0 <= n + shift < len(given):
            sizes[label] = given[n + shift]
    for n, label in enumerate(outputs):
        size = target[n + shift] if n + shift < len(target) else None
        if size is not None and label not in inputs:
            sizes[label] = size
        elif size is not None and label in sizes and differs(vm, sizes[label], size):
            words = (
                f"Input shape and output shape do not match at shared dimension '{label}': {sizes[label]} and {size}"
            )
            raise Refused(
                "invalid-argument", words, None, argument="output_shape", value=str(self.attrs["output_shape"])
            )
    free = next((label for label in weights if label not in sizes and label in outputs), None)
    if free is not None:
        words = f"shapes used to initialize variables must be fully-defined: the size of '{free}' is not said in `output_shape`"
        raise Refused("invalid-argument", words, None, argument="output_shape", value=str(self.attrs["output_shape"]))
    kernel = tuple(sizes.get(label, fresh("?", least=1)) for label in weights)
    axes = plain(self.attrs["bias_axes"])
    if not isinstance(axes, str) or not axes:
        return kernel, None
    strange = next((label for label in axes if label not in outputs), None)
    if strange is not None:
        words = f"bias dimension '{strange}' was requested, but is not part of the output spec '{outputs}'"
        raise Refused("invalid-argument", words, None, argument="bias_axes", value=axes)
    first = min((outputs.find(label) for label in axes), default=0)
    return kernel, tuple(sizes.get(label, 1) if label in axes else 1 for label in outputs[first:])


def differs(vm: Interpreter, one: Size, other: Size) -> bool:
    """Whether two sizes certainly are not the same; one that an input leaves open is none but itself while a graph is built."""
    return equal(one, other) is False or (bool(vm.state.get("keras.symbolic")) and is_open(vm, one) and one != other)


def listed(value: Value) -> list[Value]:
    """One size or several."""
    value = plain(value)
    return list(value) if isinstance(value, (list, tuple)) else [value]


def build_einsum(vm: Interpreter, self: Instance, shapes: Any) -> None:
    given = shape_of_one(shapes)
    if given is None:
        raise NotKnown("the shape of an input")
    kernel, bias = einsum_sizes(vm, self, given)
    learnt(vm, self, "kernel", *kernel)
    if bias is not None:
        learnt(vm, self, "bias", *bias)
    self.attrs["_kernel_shape"] = kernel


def run_einsum(vm: Interpreter, self: Instance, inputs: Value, training: Value = None) -> Outcome:
    x, kernel = tensor(inputs), self.attrs.get("_kernel_shape")
    equation = plain(self.attrs["equation"])
    if kernel is None or not isinstance(equation, str):
        raise NotKnown("the kernel of an EinsumDense")
    found = ops.einsum(equation, [x, Tensor(kernel, x.dtype)])
    shape, stated = found.tensor.shape, self.attrs["_stated"]
    if not vm.state.get("keras.symbolic") or shape is None or len(shape) != len(stated):
        return found
    kept = [size if wanted is not None else open_size(vm, "S") for size, wanted in zip(shape, stated, strict=True)]
    return Outcome(found.tensor.with_shape(tuple(kept)), found.macs)


@layer(
    "EinsumDense", run=run_einsum, build=build_einsum,
    attributes=lambda self, inputs: {"role": "dense", "bias": self.attrs["bias_axes"] is not None, **described(self)},
)  # fmt: skip
def einsum_dense(
    vm: Interpreter, self: Instance, equation: Value, output_shape: Value, activation: Value = None, bias_axes: Value = None,
    kernel_initializer: Value = "glorot_uniform", bias_initializer: Value = "zeros", kernel_regularizer: Value = None,
    bias_regularizer: Value = None, kernel_constraint: Value = None, bias_constraint: Value = None, lora_rank: Value = None,
    lora_alpha: Value = None, gptq_unpacked_column_size: Value = None, quantization_config: Value = None, **kwargs: Value,
) -> None:  # fmt: skip
    checked(vm, self)


# --- embedding --------------------------------------------------------------------------------------------------------


def run_embedding(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    x = tensor(inputs)
    demand(x, [(symbol("N"), symbol("T")), (symbol("N"),)])
    return ops.embedding(x, width=width(self, "output_dim"))


def build_embedding(vm: Interpreter, self: Instance, shapes: Any) -> None:
    learnt(vm, self, "embeddings", width(self, "input_dim"), width(self, "output_dim"))


@layer(
    "Embedding", run=run_embedding, build=build_embedding,
    attributes=lambda self, inputs: {"role": "embedding", "entries": width(self, "input_dim")},
)  # fmt: skip
def embedding(
    vm: Interpreter, self: Instance, input_dim: Value, output_dim: Value, embeddings_initializer: Value = "uniform",
    embeddings_regularizer: Value = None, embeddings_constraint: Value = None, mask_zero: Value = False, weights: Value = None,
    lora_rank: Value = None, lora_alpha: Value = None, quantization_config: Value = None, input_length: Value = None, **kwargs: Value,
) -> None:  # fmt: skip
    positive(vm, self, "input_dim", "output_dim")
    if input_length is not None and "_input_shape_arg" not in self.attrs:
        self.attrs["_input_shape_arg"] = ("input_length", input_length, None)
    self.attrs["weights"] = None


def run_reversible(vm: Interpreter, self: Instance, inputs: Value, reverse: Value = False) -> Outcome:
    if not flag(reverse):
        return run_embedding(vm, self, inputs)
    return ops.dense(tensor(inputs), in_features=width(self, "output_dim"), out_features=width(self, "input_dim"))


def build_reversible(vm: Interpreter, self: Instance, shapes: Any) -> None:
    build_embedding(vm, self, shapes)
    if not flag(self.attrs["tie_weights"], True):
        learnt(vm, self, "reverse_embeddings", width(self, "output_dim"), width(self, "input_dim"))


@layer(
    "ReversibleEmbedding", run=run_reversible, build=build_reversible,
    attributes=lambda self, inputs: {"role": "embedding", "entries": width(self, "input_dim")},
)  # fmt: skip
def reversible_embedding(
    vm: Interpreter, self: Instance, input_dim: Value, output_dim: Value, tie_weights: Value = True, embeddings_initializer: Value = "uniform",
    embeddings_regularizer: Value = None, embeddings_constraint: Value = None, mask_zero: Value = False, reverse_dtype: Value = None,
    logit_soft_cap: Value = None, **kwargs: Value,
) -> None:  # fmt: skip
    positive(vm, self, "input_dim", "output_dim")
    self.attrs["weights"] = None


# --- functions as layers ----------------------------------------------------------------------------------------------


def run_lambda(vm: Interpreter, self: Instance, inputs: Value, mask: Value = None, training: Value = None) -> Any:
    function = self.attrs["function"]
    options = plain(self.attrs["arguments"])
    given = dict(options) if isinstance(options, dict) else {}
    names = {p.name for p in function.node.parameters} if isinstance(function, FunctionValue) else set()
    given |= {name: value for name, value in (("mask", mask), ("training", training)) if name in names}
    result = vm.call(function, (inputs,), {name: value for name, value in given.items() if isinstance(name, str)})
    found = mapped(result, lambda value: value.tensor if isinstance(value, TensorValue) else value)
    if isinstance(found, Unknown) or (isinstance(found, Tensor) and found.shape is None):
        return Tensor(stated_output(vm, self, inputs), None, None, sources_of(list(flat_tensors(inputs))))
    if isinstance(found, (Tensor, list, tuple)):
        return found
    raise NotKnown("what the function of a Lambda gives")


def stated_output(vm: Interpreter, self: Instance, inputs: Value) -> Shape | None:
    """The `output_shape` of a Lambda, with the batch in front."""
    stated = plain(self.attrs["output_shape"])
    if isinstance(stated, FunctionValue):
        return shape_of(vm.call(stated, (told(vm, inputs),)))
    given = shape_of(stated, batch=False)
    return None if given is None else (symbol("N"), *given)


@layer("Lambda", run=run_lambda, attributes=fixed("other"))
def lambda_layer(
    vm: Interpreter,
    self: Instance,
    function: Value,
    output_shape: Value = None,
    mask: Value = None,
    arguments: Value = None,
    **kwargs: Value,
) -> None: ...


# --- small ones -------------------------------------------------------------------------------------------------------


@layer("Identity", run=same, attributes=fixed("identity"))
def identity(vm: Interpreter, self: Instance, **kwargs: Value) -> None: ...


@layer("Masking", run=same, attributes=fixed("identity"))
def masking(vm: Interpreter, self: Instance, mask_value: Value = 0.0, **kwargs: Value) -> None: ...


@layer("ActivityRegularization", run=same, attributes=fixed("identity"))
def activity(vm: Interpreter, self: Instance, l1: Value = 0.0, l2: Value = 0.0, **kwargs: Value) -> None: ...


# --- shapes -----------------------------------------------------------------------------------------------------------


def run_flatten(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    x = tensor(inputs)
    demand(x, [(symbol("N"), symbol("H"), symbol("W"), symbol("C"))])
    at_least(x, 1)
    if x.shape is not None and len(x.shape) == 1:
        return ops.unsqueeze(x, 1)
    if x.shape is None:
        return Outcome(Tensor((symbol("N"), fresh("?", least=1)), x.dtype, None, x.sources))
    if plain(self.attrs["data_format"]) == "channels_first" and len(x.shape) > 2:
        x = ops.permute(x, (0, *range(2, len(x.shape)), 1)).tensor
    return ops.flatten(x, 1, -1)


@layer("Flatten", run=run_flatten, attributes=fixed("flatten"))
def flatten(vm: Interpreter, self: Instance, data_format: Value = None, **kwargs: Value) -> None:
    value = plain(data_format)
    if isinstance(value, str) and value not in ("channels_first", "channels_last"):
        refuse(vm, "data_format", value, f"`data_format` must be 'channels_first' or 'channels_last', and is {value!r}")


def run_reshape(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    x, target = tensor(inputs), shape(self.attrs["target_shape"])
    batch = x.shape[0] if x.shape else symbol("N")
    return ops.reshape(x, (batch, *target))


@layer("Reshape", run=run_reshape, attributes=fixed("reshape"))
def reshape(vm: Interpreter, self: Instance, target_shape: Value, **kwargs: Value) -> None: ...


def run_permute(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    order = [size for size in shape(self.attrs["dims"]) if isinstance(size, int)]
    if len(order) != len(plain(self.attrs["dims"])):
        raise NotKnown("the order of the axes")
    return ops.permute(tensor(inputs), (0, *order))


@layer("Permute", run=run_permute, attributes=fixed("reshape"))
def permute(vm: Interpreter, self: Instance, dims: Value, **kwargs: Value) -> None:
    order = plain(dims)
    if (
        isinstance(order, (list, tuple))
        and all(isinstance(axis, int) for axis in order)
        and sorted(order) != list(range(1, len(order) + 1))
    ):
        words = f"invalid permutation argument `dims`: its indices must be consecutive and start from 1, and are {tuple(order)}"
        refuse(vm, "dims", order, words)
        self.attrs["dims"] = vm.unknown("an order of axes that is none")


def run_repeat(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    x = tensor(inputs)
    demand(x, [(symbol("N"), symbol("C"))], forced=True)
    count = width(self, "n")
    if x.shape is not None and len(x.shape) != 2:
        recovery = Tensor((fresh(), count, fresh()), x.dtype, None, x.sources)
        words = f"takes 2 axes and gets {len(x.shape)}"
        raise Refused("rank-mismatch", words, recovery, expected_rank=2, actual_rank=len(x.shape), shape=x.shape)
    if x.shape is None:
        return Outcome(Tensor((fresh(), count, fresh()), x.dtype, None, x.sources))
    return ops.repeat_interleave(ops.unsqueeze(x, 1).tensor, count, 1)


@layer("RepeatVector", run=run_repeat, attributes=fixed("reshape"))
def repeat_vector(vm: Interpreter, self: Instance, n: Value, **kwargs: Value) -> None:
    positive(vm, self, "n")
