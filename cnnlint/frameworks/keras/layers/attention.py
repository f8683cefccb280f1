"""Attention layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import axes, flag, tensor
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.keras import state
from cnnlint.frameworks.keras.layers.core import listed, positive
from cnnlint.frameworks.keras.layers.define import last, layer, learnt, refuse, width
from cnnlint.frameworks.keras.layers.merging import several
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Refused
from cnnlint.symbolic import Size, divides, fresh, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def three(vm: Interpreter, query: Value, value: Value, key: Value) -> tuple[Tensor, Tensor, Tensor]:
    """Query, key and value; asks for the shapes that are not known."""
    tensors = [tensor(one) for one in (query, value if key is None else key, value)]
    for x in tensors:
        demand(x, [(symbol("N"), symbol("T"), symbol("C"))])
    return tensors[0], tensors[1], tensors[2]


def values_of(self: Instance) -> Size:
    """The width of a head's values."""
    return width(self, "value_dim") if self.attrs["value_dim"] else width(self, "key_dim")


def run_heads(
    vm: Interpreter, self: Instance, query: Value, value: Value, key: Value = None, query_mask: Value = None, value_mask: Value = None,
    key_mask: Value = None, attention_mask: Value = None, return_attention_scores: Value = False, training: Value = None,
    use_causal_mask: Value = False,
) -> Any:  # fmt: skip
    q, k, v = three(vm, query, value, key)
    if q.shape is None:
        raise NotKnown("attention over a tensor of unknown rank")
    chosen = axes(self.attrs["attention_axes"]) or tuple(range(1, len(q.shape) - 1))
    outputs = listed(self.attrs["output_shape"]) if self.attrs["output_shape"] is not None else [q.shape[-1]]
    features = self.attrs.get("_widths") or (None, None, None)
    outcome, scores = ops.multi_head(
        q,
        k,
        v,
        position_axes=chosen,
        heads=width(self, "num_heads"),
        head_size=width(self, "key_dim"),
        value_size=values_of(self),
        out_features=outputs[-1] if isinstance(outputs[-1], int) or outputs[-1] is q.shape[-1] else fresh("?", least=1),
        query_features=features[0],
        key_features=features[1],
        value_features=features[2],
    )
    return (outcome, scores) if flag(return_attention_scores) else outcome


def project(vm: Interpreter, self: Instance, name: str, *sizes: Size, bias: tuple[Size, ...]) -> None:
    """One of the projections: its kernel and its shift."""
    learnt(vm, self, f"{name}_kernel", *sizes)
    if flag(self.attrs["use_bias"], True):
        learnt(vm, self, f"{name}_bias", *bias)


def build_heads(vm: Interpreter, self: Instance, shapes: Any) -> None:
    query, key, value = widths_of(self, shapes)
    heads, size, out = width(self, "num_heads"), width(self, "key_dim"), values_of(self)
    project(vm, self, "query", query, heads, size, bias=(heads, size))
    project(vm, self, "key", key, heads, size, bias=(heads, size))
    project(vm, self, "value", value, heads, out, bias=(heads, out))
    if flag(self.attrs["use_gate"]):
        project(vm, self, "gate", query, heads, out, bias=(heads, out))
    stated = self.attrs["output_shape"]
    outputs = (
        [query] if stated is None else [one if isinstance(one, int) else fresh("?", least=1) for one in listed(stated)]
    )
    project(vm, self, "attention_output", heads, out, *outputs, bias=tuple(outputs))
    for name in ("Softmax", "Dropout"):
        state.auto_name(vm, name)


def widths_of(self: Instance, shapes: Any) -> tuple[Size, Size, Size]:
    """The widths of query, key and value, which the layer is built for from now on."""
    given = list(shapes) if isinstance(shapes, list) else [shapes]
    given += [given[-1]] * (3 - len(given))
    query, value, key = (last(one) for one in given[:3])
    self.attrs["_widths"] = (query, key, value)
    return query, key, value


@layer(
    "MultiHeadAttention", run=run_heads, build=build_heads,
    attributes=lambda self, inputs: {"role": "attention", "heads": width(self, "num_heads")},
)  # fmt: skip
def multi_head(
    vm: Interpreter, self: Instance, num_heads: Value, key_dim: Value, value_dim: Value = None, dropout: Value = 0.0, use_bias: Value = True,
    output_shape: Value = None, attention_axes: Value = None, sliding_window: Value = None, flash_attention: Value = None,
    kernel_initializer: Value = "glorot_uniform", bias_initializer: Value = "zeros", kernel_regularizer: Value = None,
    bias_regularizer: Value = None, activity_regularizer: Value = None, kernel_constraint: Value = None, bias_constraint: Value = None,
    use_gate: Value = False, seed: Value = None, **kwargs: Value,
) -> None:  # fmt: skip
    positive(vm, self, "num_heads", "key_dim")


# --- grouped ----------------------------------------------------------------------------------------------------------


def run_grouped(
    vm: Interpreter, self: Instance, query: Value, value: Value, key: Value = None, query_mask: Value = None, value_mask: Value = None,
    key_mask: Value = None, attention_mask: Value = None, return_attention_scores: Value = False, training: Value = None,
    use_causal_mask: Value = False,
) -> Any:  # fmt: skip
    q, k, v = three(vm, query, value, key)
    if q.shape is None:
        raise NotKnown("attention over a tensor of unknown rank")
    heads, size = width(self, "num_query_heads"), width(self, "head_dim")
    features = self.attrs.get("_widths") or (None, None, None)
    outcome, scores = ops.multi_head(
        q, k, v, position_axes=(1,), heads=heads, head_size=size, out_features=q.shape[-1],
        query_features=features[0], key_features=features[1], value_features=features[2],
    )  # fmt: skip
    return (outcome, scores) if flag(return_attention_scores) else outcome


def build_grouped(vm: Interpreter, self: Instance, shapes: Any) -> None:
    query, key, value = widths_of(self, shapes)
    heads, few, size = width(self, "num_query_heads"), width(self, "num_key_value_heads"), width(self, "head_dim")
    project(vm, self, "query", query, heads, size, bias=(heads, size))
    project(vm, self, "key", key, few, size, bias=(few, size))
    project(vm, self, "value", value, few, size, bias=(few, size))
    if flag(self.attrs["use_gate"]):
        project(vm, self, "gate", query, heads, size, bias=(heads, size))
    project(vm, self, "attention_output", heads, size, query, bias=(query,))
    for name in ("Softmax", "Dropout"):
        state.auto_name(vm, name)


@layer(
    "GroupQueryAttention", "GroupedQueryAttention", run=run_grouped, build=build_grouped,
    attributes=lambda self, inputs: {"role": "attention", "heads": width(self, "num_query_heads")},
)  # fmt: skip
def grouped(
    vm: Interpreter, self: Instance, head_dim: Value, num_query_heads: Value, num_key_value_heads: Value, dropout: Value = 0.0,
    use_bias: Value = True, sliding_window: Value = None, flash_attention: Value = None, kernel_initializer: Value = "glorot_uniform",
    bias_initializer: Value = "zeros", kernel_regularizer: Value = None, bias_regularizer: Value = None, activity_regularizer: Value = None,
    kernel_constraint: Value = None, bias_constraint: Value = None, use_gate: Value = False, seed: Value = None, **kwargs: Value,
) -> None:  # fmt: skip
    if divides(width(self, "num_key_value_heads"), width(self, "num_query_heads")) is False:
        refuse(
            vm,
            "num_key_value_heads",
            num_key_value_heads,
            "`num_query_heads` must be divisible by `num_key_value_heads`",
        )


# --- without projections ----------------------------------------------------------------------------------------------


def run_attention(
    vm: Interpreter, self: Instance, inputs: Value, mask: Value = None, training: Value = None, return_attention_scores: Value = False,
    use_causal_mask: Value = False,
) -> Any:  # fmt: skip
    given = several(vm, self, inputs)
    if not 2 <= len(given) <= 3:
        words = f"{self.cls.name} layer accepts inputs list of length 2 or 3, namely [query, value] or [query, value, key], and gets {len(given)}"
        raise Refused("invalid-argument", words, None, argument="inputs", value=str(len(given)))
    query, value, key = given[0], given[1], given[-1] if len(given) == 3 else given[1]
    added = self.cls.name == "AdditiveAttention" or plain(self.attrs.get("score_mode")) == "concat"
    outcome = ops.attention(query, stretched(key, query) if added else key, value)
    if not flag(return_attention_scores):
        return outcome
    known = query.shape is not None and key.shape is not None and len(key.shape) > 1
    shape = (*query.shape[:-1], key.shape[-2]) if known and query.shape is not None and key.shape is not None else None
    return outcome, Tensor(shape, query.dtype, None, outcome.tensor.sources)


def stretched(key: Tensor, query: Tensor) -> Tensor:
    """Keys of one feature are added to every feature of the queries, and the other way round."""
    if not key.shape or not query.shape or 1 not in (key.shape[-1], query.shape[-1]):
        return key
    return key.with_shape((*key.shape[:-1], query.shape[-1]))


def build_attention(vm: Interpreter, self: Instance, shapes: Any) -> None:
    if self.cls.name == "AdditiveAttention":
        if flag(self.attrs["use_scale"]):
            learnt(vm, self, "scale", last(shapes))
        return
    if flag(self.attrs["use_scale"]):
        learnt(vm, self, "scale")
    if plain(self.attrs["score_mode"]) == "concat":
        learnt(vm, self, "concat_score_weight")


@layer("Attention", run=run_attention, build=build_attention, attributes=lambda self, inputs: {"role": "attention"})
def attention(
    vm: Interpreter,
    self: Instance,
    use_scale: Value = False,
    score_mode: Value = "dot",
    dropout: Value = 0.0,
    seed: Value = None,
    **kwargs: Value,
) -> None:
    mode = plain(score_mode)
    if isinstance(mode, str) and mode not in ("dot", "concat"):
        refuse(vm, "score_mode", mode, f"`score_mode` should be one of 'dot' and 'concat', and is {mode!r}")


@layer(
    "AdditiveAttention", run=run_attention, build=build_attention, attributes=lambda self, inputs: {"role": "attention"}
)
def additive(
    vm: Interpreter, self: Instance, use_scale: Value = True, dropout: Value = 0.0, **kwargs: Value
) -> None: ...
