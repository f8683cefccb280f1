"""`MultiheadAttention` and the transformer layers, with the submodules that PyTorch gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import flag, integer, tensor
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.containers import MODULE_LIST
from cnnlint.frameworks.torch.functions.define import op
from cnnlint.frameworks.torch.layers.define import learnt, optional
from cnnlint.frameworks.torch.library import torch
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.values import Instance, Native, StaticMethod, Value
from cnnlint.symbolic import divides, equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

ATTENTION = torch.new_class("torch.nn.MultiheadAttention", modules.MODULE)


def part(vm: Interpreter, name: str, *args: Value, **kwargs: Value) -> Value:
    """A layer of `torch.nn` made as the program would."""
    return vm.call(vm.library_value(f"torch.nn.{name}"), args, kwargs)


@torch.method(ATTENTION, "__init__")
def init_attention(
    vm: Interpreter, self: Instance, embed_dim: Value, num_heads: Value, dropout: Value = 0.0, bias: Value = True, add_bias_kv: Value = False,
    add_zero_attn: Value = False, kdim: Value = None, vdim: Value = None, batch_first: Value = False, device: Value = None, dtype: Value = None,
) -> Value:  # fmt: skip
    modules.init(vm, self)
    embed, heads = size_of(embed_dim, 1), size_of(num_heads, 1)
    given = {"embed_dim": embed_dim, "num_heads": num_heads, "dropout": dropout, "batch_first": batch_first}
    given |= {"kdim": embed_dim if kdim is None else kdim, "vdim": embed_dim if vdim is None else vdim}
    for name, value in given.items():
        store(vm, self, name, value)
    if divides(heads, embed) is False:
        details = {"argument": "num_heads", "value": str(heads)}
        vm.refuse("invalid-argument", "embed_dim must be divisible by num_heads", error="AssertionError", details=details)
    keys, values = size_of(given["kdim"], 1), size_of(given["vdim"], 1)
    if equal(keys, embed) and equal(values, embed):
        learnt(vm, self, "in_proj_weight", 3 * embed, embed)
    else:
        learnt(vm, self, "q_proj_weight", embed, embed)
        learnt(vm, self, "k_proj_weight", embed, keys)
        learnt(vm, self, "v_proj_weight", embed, values)
    optional(vm, self, "in_proj_bias", bias, 3 * embed)
    vm.setattr(self, "out_proj", part(vm, "NonDynamicallyQuantizableLinear", embed_dim, embed_dim, bias))
    if flag(add_bias_kv):
        learnt(vm, self, "bias_k", 1, 1, embed)
        learnt(vm, self, "bias_v", 1, 1, embed)
    return None


@op("torch.nn.functional.multi_head_attention_forward", role="attention", attributes=lambda self, *rest: {"heads": size_of(self.attrs["num_heads"], 1)})
def heads_forward(vm: Interpreter, self: Value, query: Value, key: Value, value: Value, need_weights: Value, average: Value) -> Any:
    q = tensor(query)
    first = flag(self.attrs["batch_first"]) and q.rank == 3
    embed, heads = size_of(self.attrs["embed_dim"], 1), size_of(self.attrs["num_heads"], 1)
    outcome, weights = ops.multi_head(
        q,
        tensor(key),
        tensor(value),
        position_axes=(1,) if first else (0,),
        heads=heads,
        head_size=embed // heads,
        out_features=embed,
        query_features=embed,
        key_features=size_of(self.attrs["kdim"], 1),
        value_features=size_of(self.attrs["vdim"], 1),
        average=flag(average, True),
    )
    return (outcome, weights) if flag(need_weights, True) else (outcome, None)


@torch.method(ATTENTION, "forward")
def attention_forward(
    vm: Interpreter, self: Instance, query: Value, key: Value, value: Value, key_padding_mask: Value = None, need_weights: Value = True,
    attn_mask: Value = None, average_attn_weights: Value = True, is_causal: Value = False,
) -> Value:  # fmt: skip
    run = vm.library_value("torch.nn.functional.multi_head_attention_forward")
    return vm.call(run, (self, query, key, value, need_weights, average_attn_weights))


# --- transformer ------------------------------------------------------------------------------------------------------

ENCODER_LAYER = torch.new_class("torch.nn.TransformerEncoderLayer", modules.MODULE)
DECODER_LAYER = torch.new_class("torch.nn.TransformerDecoderLayer", modules.MODULE)
ENCODER = torch.new_class("torch.nn.TransformerEncoder", modules.MODULE)
DECODER = torch.new_class("torch.nn.TransformerDecoder", modules.MODULE)
TRANSFORMER = torch.new_class("torch.nn.Transformer", modules.MODULE)


def add_parts(vm: Interpreter, self: Instance, given: dict[str, Value], attentions: tuple[str, ...]) -> None:
    """The submodules of an encoder or decoder layer, in PyTorch's order."""
    width, rate = given["d_model"], given["dropout"]
    options = {"dropout": rate, "bias": given["bias"], "batch_first": given["batch_first"]}
    for name in attentions:
        vm.setattr(self, name, part(vm, "MultiheadAttention", width, given["nhead"], **options))
    vm.setattr(self, "linear1", part(vm, "Linear", width, given["dim_feedforward"], given["bias"]))
    vm.setattr(self, "dropout", part(vm, "Dropout", rate))
    vm.setattr(self, "linear2", part(vm, "Linear", given["dim_feedforward"], width, given["bias"]))
    vm.setattr(self, "norm_first", given["norm_first"])
    for number in range(1, len(attentions) + 2):
        vm.setattr(self, f"norm{number}", part(vm, "LayerNorm", width, given["layer_norm_eps"], bias=given["bias"]))
    for number in range(1, len(attentions) + 2):
        vm.setattr(self, f"dropout{number}", part(vm, "Dropout", rate))
    activation = given["activation"]
    if isinstance(activation, str):
        activation = vm.library_value(f"torch.nn.functional.{activation}")
    vm.setattr(self, "activation", activation)


def init_layer(cls: Any, attentions: tuple[str, ...]) -> None:
    """The constructor that encoder and decoder layers share."""

    @torch.method(cls, "__init__")
    def init(
        vm: Interpreter, self: Instance, d_model: Value, nhead: Value, dim_feedforward: Value = 2048, dropout: Value = 0.1,
        activation: Value = "relu", layer_norm_eps: Value = 1e-5, batch_first: Value = False, norm_first: Value = False, bias: Value = True,
        device: Value = None, dtype: Value = None,
    ) -> Value:  # fmt: skip
        modules.init(vm, self)
        given = dict(
            d_model=d_model, nhead=nhead, dim_feedforward=dim_feedforward, dropout=dropout, activation=activation,
            layer_norm_eps=layer_norm_eps, batch_first=batch_first, norm_first=norm_first, bias=bias,
        )  # fmt: skip
        add_parts(vm, self, given, attentions)
        return None


init_layer(ENCODER_LAYER, ("self_attn",))
init_layer(DECODER_LAYER, ("self_attn", "multihead_attn"))


def sublayer(vm: Interpreter, self: Instance, x: Value, number: int, run: Any) -> Value:
    """x + dropout(run(norm(x))), or norm(x + dropout(run(x)))."""
    norm, dropout = vm.getattr(self, f"norm{number}"), vm.getattr(self, f"dropout{number}")
    if flag(self.attrs["norm_first"]):
        return vm.binary("+", x, vm.call(dropout, (run(vm.call(norm, (x,))),)))
    return vm.call(norm, (vm.binary("+", x, vm.call(dropout, (run(x),))),))


def feed_forward(vm: Interpreter, self: Instance, x: Value) -> Value:
    """linear2(dropout(activation(linear1(x))))."""
    for name in ("linear1", "activation", "dropout", "linear2"):
        x = vm.call(vm.getattr(self, name), (x,))
    return x


def attend(vm: Interpreter, self: Instance, name: str, x: Value, memory: Value) -> Value:
    """The output of an attention, its weights left aside."""
    found = vm.call(vm.getattr(self, name), (x, memory, memory), {"need_weights": False})
    return vm.getitem(found, 0)


@torch.method(ENCODER_LAYER, "forward")
def encoder_layer(
    vm: Interpreter, self: Instance, src: Value, src_mask: Value = None, src_key_padding_mask: Value = None, is_causal: Value = False
) -> Value:
    x = sublayer(vm, self, src, 1, lambda x: attend(vm, self, "self_attn", x, x))
    return sublayer(vm, self, x, 2, lambda x: feed_forward(vm, self, x))


@torch.method(DECODER_LAYER, "forward")
def decoder_layer(
    vm: Interpreter, self: Instance, tgt: Value, memory: Value, tgt_mask: Value = None, memory_mask: Value = None,
    tgt_key_padding_mask: Value = None, memory_key_padding_mask: Value = None, tgt_is_causal: Value = False, memory_is_causal: Value = False,
) -> Value:  # fmt: skip
    x = sublayer(vm, self, tgt, 1, lambda x: attend(vm, self, "self_attn", x, x))
    x = sublayer(vm, self, x, 2, lambda x: attend(vm, self, "multihead_attn", x, memory))
    return sublayer(vm, self, x, 3, lambda x: feed_forward(vm, self, x))


def stacked(vm: Interpreter, self: Instance, layer: Value, count: Value, norm: Value) -> None:
    """`count` copies of a layer in a ModuleList, and the norm at the end."""
    modules.init(vm, self)
    copy = vm.import_module("copy", "")
    clone = vm.getattr(copy, "deepcopy")
    layers = [vm.call(clone, (layer,)) for _ in range(integer(count))]
    vm.setattr(self, "layers", vm.call(MODULE_LIST, (layers,)))
    store(vm, self, "num_layers", count)
    vm.setattr(self, "norm", norm)


@torch.method(ENCODER, "__init__")
def init_encoder(
    vm: Interpreter, self: Instance, encoder_layer: Value, num_layers: Value, norm: Value = None, enable_nested_tensor: Value = True,
    mask_check: Value = True,
) -> Value:  # fmt: skip
    stacked(vm, self, encoder_layer, num_layers, norm)
    return None


@torch.method(DECODER, "__init__")
def init_decoder(vm: Interpreter, self: Instance, decoder_layer: Value, num_layers: Value, norm: Value = None) -> Value:
    stacked(vm, self, decoder_layer, num_layers, norm)
    return None


def through(vm: Interpreter, self: Instance, x: Value, *rest: Value) -> Value:
    """All layers of a stack, then the norm."""
    for module in vm.elements(vm.getattr(self, "layers")):
        x = vm.call(module, (x, *rest))
    norm = vm.getattr(self, "norm")
    return x if norm is None else vm.call(norm, (x,))


@torch.method(ENCODER, "forward")
def encoder(vm: Interpreter, self: Instance, src: Value, mask: Value = None, src_key_padding_mask: Value = None, is_causal: Value = None) -> Value:
    return through(vm, self, src)


@torch.method(DECODER, "forward")
def decoder(
    vm: Interpreter, self: Instance, tgt: Value, memory: Value, tgt_mask: Value = None, memory_mask: Value = None,
    tgt_key_padding_mask: Value = None, memory_key_padding_mask: Value = None, tgt_is_causal: Value = None, memory_is_causal: Value = False,
) -> Value:  # fmt: skip
    return through(vm, self, tgt, memory)


@torch.method(TRANSFORMER, "__init__")
def init_transformer(
    vm: Interpreter, self: Instance, d_model: Value = 512, nhead: Value = 8, num_encoder_layers: Value = 6, num_decoder_layers: Value = 6,
    dim_feedforward: Value = 2048, dropout: Value = 0.1, activation: Value = "relu", custom_encoder: Value = None, custom_decoder: Value = None,
    layer_norm_eps: Value = 1e-5, batch_first: Value = False, norm_first: Value = False, bias: Value = True, device: Value = None,
    dtype: Value = None,
) -> Value:  # fmt: skip
    modules.init(vm, self)
    args = (d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first, norm_first, bias)
    for name, custom, count in (("Encoder", custom_encoder, num_encoder_layers), ("Decoder", custom_decoder, num_decoder_layers)):
        made = custom
        if made is None:
            norm = part(vm, "LayerNorm", d_model, layer_norm_eps, bias=bias)
            made = part(vm, f"Transformer{name}", part(vm, f"Transformer{name}Layer", *args), count, norm)
        vm.setattr(self, name.lower(), made)
    store(vm, self, "d_model", d_model)
    store(vm, self, "nhead", nhead)
    store(vm, self, "batch_first", batch_first)
    return None


@torch.method(TRANSFORMER, "forward")
def transformer(vm: Interpreter, self: Instance, src: Value, tgt: Value, *masks: Value, **options: Value) -> Value:
    memory = vm.call(vm.getattr(self, "encoder"), (src,))
    return vm.call(vm.getattr(self, "decoder"), (tgt, memory))


def causal_mask(vm: Interpreter, sz: Value, device: Value = None, dtype: Value = None) -> Value:
    return vm.call(vm.library_value("torch.zeros"), (sz, sz))


TRANSFORMER.namespace["generate_square_subsequent_mask"] = StaticMethod(
    Native("torch.nn.Transformer.generate_square_subsequent_mask", causal_mask, binds=False)
)

