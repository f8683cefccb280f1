"""`MultiheadAttention`, with the parameters and the submodule that PyTorch gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.functions.define import guarded, op
from cnnlint.frameworks.torch.functions.results import known_shape
from cnnlint.frameworks.torch.layers.define import chosen, learnt, optional, size_of
from cnnlint.frameworks.torch.library import torch
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Refused
from cnnlint.ops.shared import same_sizes, written
from cnnlint.symbolic import Size, divides, equal, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

ATTENTION = torch.new_class("torch.nn.MultiheadAttention", modules.MODULE)
ERRORS = {"feature-mismatch": "AssertionError", "rank-mismatch": "AssertionError", "matmul-mismatch": "AssertionError"}


def part(vm: Interpreter, name: str, *args: Value, **kwargs: Value) -> Value:
    """A layer of `torch.nn` made as the program would."""
    return vm.call(vm.library_value(f"torch.nn.{name}"), args, kwargs)


def init_attention(
    vm: Interpreter, self: Value, embed_dim: Value, num_heads: Value, dropout: Value = 0.0, bias: Value = True, add_bias_kv: Value = False,
    add_zero_attn: Value = False, kdim: Value = None, vdim: Value = None, batch_first: Value = False, device: Value = None,
    dtype: Value = None,
) -> Value:  # fmt: skip
    modules.init(vm, self)
    given = {"embed_dim": embed_dim, "num_heads": num_heads, "dropout": dropout, "batch_first": batch_first}
    given |= {
        "kdim": embed_dim if kdim is None else kdim,
        "vdim": embed_dim if vdim is None else vdim,
        "add_zero_attn": add_zero_attn,
    }
    for name, value in given.items():
        store(vm, self, name, value)
    embed, heads = size_of(self, "embed_dim"), size_of(self, "num_heads")
    if less(embed, 1) is True or less(heads, 1) is True:
        words = f"embed_dim and num_heads must be greater than 0, got embed_dim={embed} and num_heads={heads} instead"
        raise Raises("ValueError", "invalid-argument", words, None, argument="num_heads", value=str(heads))
    fault = None
    if divides(heads, embed) is False:
        words = "embed_dim must be divisible by num_heads"
        fault = Raises("AssertionError", "group-mismatch", words, None, groups=heads, actual=embed)
    store(vm, self, "head_dim", embed // heads)
    add_projections(vm, self, embed, bias)
    vm.setattr(self, "out_proj", part(vm, "NonDynamicallyQuantizableLinear", embed_dim, embed_dim, bias))
    for name in ("bias_k", "bias_v"):
        optional(vm, self, name, chosen(add_bias_kv), 1, 1, embed)
    if fault is not None:
        raise fault
    return None


torch.method(ATTENTION, "__init__")(guarded(init_attention, "MultiheadAttention.__init__", native=False))


def add_projections(vm: Interpreter, self: Instance, embed: Size, bias: Value) -> None:
    """The maps of queries, keys and values: in one matrix where all have the same width."""
    keys, values = size_of(self, "kdim"), size_of(self, "vdim")
    if equal(keys, embed) and equal(values, embed):
        learnt(vm, self, "in_proj_weight", 3 * embed, embed)
    else:
        learnt(vm, self, "q_proj_weight", embed, embed)
        learnt(vm, self, "k_proj_weight", embed, keys)
        learnt(vm, self, "v_proj_weight", embed, values)
    optional(vm, self, "in_proj_bias", bias, 3 * embed)


@op(
    "torch.nn.functional.multi_head_attention_forward_of",
    role="attention",
    errors=ERRORS,
    attributes=lambda given: {"heads": size_of(given["self"], "num_heads")},
)
def heads_forward(
    vm: Interpreter, self: Value, query: Tensor, key: Tensor, value: Tensor, key_padding_mask: Tensor | None, need_weights: bool,
    attn_mask: Tensor | None, average: bool, is_causal: Value,
) -> Any:  # fmt: skip
    first = chosen(self.attrs["batch_first"]) and query.rank == 3
    embed, heads = size_of(self, "embed_dim"), size_of(self, "num_heads")
    check_ranks(query, key, value, (attn_mask, key_padding_mask))
    try:
        outcome, weights = ops.multi_head(
            query,
            key,
            value,
            position_axes=(1,) if first else (0,),
            heads=heads,
            head_size=embed // heads,
            out_features=embed,
            query_features=embed,
            average=average,
        )
    except Refused as refused:
        refused.recovery = None  # the layer gives a pair
        raise
    check_widths(self, key, value)
    if query.shape is not None and key.shape is not None and value.shape is not None:
        check_batches(query, key, value, first)
        check_masks(self, (query.shape, key.shape), attn_mask, key_padding_mask, first)
    if is_causal is True and attn_mask is None:
        words = "Need attn_mask if specifying the is_causal hint."
        raise Raises("RuntimeError", "invalid-argument", words, None, argument="is_causal", value="True")
    return (outcome, widened(self, weights)) if need_weights else (outcome, None)


def check_widths(self: Instance, key: Tensor, value: Tensor) -> None:
    """Refuse keys and values of other widths than their maps take, or where one matrix maps them, than each other."""
    k, v = known_shape(key), known_shape(value)
    one_matrix = modules.registered(self, "_parameters").get("in_proj_weight") is not None
    if one_matrix and equal(k[-1], v[-1]) is False:
        raise Raises(
            "AssertionError",
            "feature-mismatch",
            f"keys of {k[-1]} and values of {v[-1]}",
            None,
            expected=k[-1],
            actual=v[-1],
        )
    for name, found in (("kdim", k[-1]), ("vdim", v[-1])):
        if equal(found, size_of(self, name)) is False:
            words = f"takes {size_of(self, name)} features and gets {found}"
            error = "RuntimeError" if one_matrix else "AssertionError"
            raise Raises(error, "feature-mismatch", words, None, expected=size_of(self, name), actual=found)


def widened(self: Instance, weights: Tensor) -> Tensor:
    """The weights, with a column more for each key that the layer adds itself."""
    more = int(modules.registered(self, "_parameters").get("bias_k") is not None) + int(
        chosen(self.attrs["add_zero_attn"])
    )
    if not more or weights.shape is None:
        return weights
    return weights.with_shape((*weights.shape[:-1], weights.shape[-1] + more))


def check_batches(query: Tensor, key: Tensor, value: Tensor, first: bool) -> None:
    """Refuse batches of different sizes."""
    q, k, v = known_shape(query), known_shape(key), known_shape(value)
    if len(q) != 3:
        return
    axis = 0 if first else 1
    for other, error in ((v, "AssertionError"), (q, "RuntimeError")):
        if equal(k[axis], other[axis]) is False:
            words = f"batches of {k[axis]} and {other[axis]}"
            raise Raises(error, "broadcast-mismatch", words, None, left=k, right=other)


def check_ranks(query: Tensor, key: Tensor, value: Tensor, masks: tuple[Tensor | None, Tensor | None]) -> None:
    """Refuse what has other axes than the queries ask for: they are batched (3 axes) or not (2)."""
    rank = query.rank
    if rank is None:
        return
    if rank not in (2, 3):
        words = f"query should be unbatched 2D or batched 3D tensor but received {rank}-D query tensor"
        raise Refused("rank-mismatch", words, None, expected_rank=3, actual_rank=rank, shape=query.shape)
    mask, padding = masks
    for name, x, wanted in (
        ("key", key, (rank,)),
        ("value", value, (rank,)),
        ("key_padding_mask", padding, (rank - 1,)),
        ("attn_mask", mask, (2, 3)),
    ):
        if x is not None and x.rank is not None and x.rank not in wanted:
            words = f"for a {rank}-D query, `{name}` has {x.rank} axes instead of {' or '.join(map(str, wanted))}"
            raise Refused("rank-mismatch", words, None, expected_rank=wanted[0], actual_rank=x.rank, shape=x.shape)


def check_masks(
    self: Instance, shapes: tuple[Shape, Shape], mask: Tensor | None, padding: Tensor | None, first: bool
) -> None:
    """Refuse masks of other shapes than the scores have."""
    query, key = shapes
    axis = 1 if first else 0
    lengths = (query[axis if len(query) == 3 else 0], key[axis if len(query) == 3 else 0])
    batch = query[1 - axis] if len(query) == 3 else 1
    if mask is not None and mask.shape is not None:
        wanted = lengths if len(mask.shape) == 2 else (batch * size_of(self, "num_heads"), *lengths)
        error = "AssertionError" if len(query) == 2 and len(mask.shape) == 3 else "RuntimeError"
        check_mask(mask, wanted, error)
    if padding is not None and padding.shape is not None:
        check_mask(padding, (batch, lengths[1]) if len(query) == 3 else (lengths[1],), "AssertionError")


def check_mask(mask: Tensor, wanted: Shape, error: str) -> None:
    """Refuse a mask of another shape."""
    if mask.shape is not None and same_sizes(mask.shape, wanted) is False:
        words = f"The shape of the mask is {written(mask.shape)}, but should be {written(wanted)}."
        raise Raises(error, "broadcast-mismatch", words, None, left=wanted, right=mask.shape)


@torch.method(ATTENTION, "forward")
def attention_forward(
    vm: Interpreter, self: Instance, query: Value, key: Value, value: Value, key_padding_mask: Value = None, need_weights: Value = True,
    attn_mask: Value = None, average_attn_weights: Value = True, is_causal: Value = False,
) -> Value:  # fmt: skip
    given = (query, key, value, key_padding_mask, need_weights, attn_mask, average_attn_weights, is_causal)
    return vm.call(ATTEND, (self, *given))


ATTEND = torch.values.pop("torch.nn.functional.multi_head_attention_forward_of")
