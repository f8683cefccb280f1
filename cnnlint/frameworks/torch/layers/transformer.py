"""The transformer and its layers, with the submodules that PyTorch gives them; they run their parts, as PyTorch does without its fused kernel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.arguments import as_integer, fitted
from cnnlint.frameworks.torch.containers import MODULE_LIST
from cnnlint.frameworks.torch.functions.define import guarded
from cnnlint.frameworks.torch.layers.attention import part
from cnnlint.frameworks.torch.layers.define import chosen, size_of
from cnnlint.frameworks.torch.library import torch
from cnnlint.graph import Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import ClassValue, Instance, Native, StaticMethod, Value
from cnnlint.symbolic import equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

ENCODER_LAYER = torch.new_class("torch.nn.TransformerEncoderLayer", modules.MODULE)
DECODER_LAYER = torch.new_class("torch.nn.TransformerDecoderLayer", modules.MODULE)
ENCODER = torch.new_class("torch.nn.TransformerEncoder", modules.MODULE)
DECODER = torch.new_class("torch.nn.TransformerDecoder", modules.MODULE)
TRANSFORMER = torch.new_class("torch.nn.Transformer", modules.MODULE)
ACTIVATIONS = ("relu", "gelu")


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
    vm.setattr(self, "activation", activation_of(vm, given["activation"]))


def activation_of(vm: Interpreter, activation: Value) -> Value:
    """The function of a name."""
    name = plain(activation)
    if not isinstance(name, str):
        return activation
    if name not in ACTIVATIONS:
        words = f"activation should be relu/gelu, not {name}"
        raise Raises("RuntimeError", "invalid-argument", words, None, argument="activation", value=name)
    return vm.library_value(f"torch.nn.functional.{name}")


def init_layer(cls: ClassValue, attentions: tuple[str, ...]) -> None:
    """The constructor that encoder and decoder layers share."""

    def init(
        vm: Interpreter, self: Value, d_model: Value, nhead: Value, dim_feedforward: Value = 2048, dropout: Value = 0.1,
        activation: Value = "relu", layer_norm_eps: Value = 1e-5, batch_first: Value = False, norm_first: Value = False, bias: Value = True,
        device: Value = None, dtype: Value = None,
    ) -> Value:  # fmt: skip
        modules.init(vm, self)
        given = {
            "d_model": d_model, "nhead": nhead, "dim_feedforward": dim_feedforward, "dropout": dropout, "activation": activation,
            "layer_norm_eps": layer_norm_eps, "batch_first": batch_first, "norm_first": norm_first, "bias": bias,
        }  # fmt: skip
        add_parts(vm, self, given, attentions)
        return None

    torch.method(cls, "__init__")(guarded(init, f"{cls.name}.__init__", native=False))


init_layer(ENCODER_LAYER, ("self_attn",))
init_layer(DECODER_LAYER, ("self_attn", "multihead_attn"))


def sublayer(vm: Interpreter, self: Instance, x: Value, number: int, run: Callable[[Value], Value]) -> Value:
    """x + dropout(run(norm(x))), or norm(x + dropout(run(x)))."""
    norm, dropout = vm.getattr(self, f"norm{number}"), vm.getattr(self, f"dropout{number}")
    if chosen(self.attrs["norm_first"]):
        return vm.binary("+", x, vm.call(dropout, (run(vm.call(norm, (x,))),)))
    return vm.call(norm, (vm.binary("+", x, vm.call(dropout, (run(x),))),))


def feed_forward(vm: Interpreter, self: Instance, x: Value) -> Value:
    """linear2(dropout(activation(linear1(x))))."""
    for name in ("linear1", "activation", "dropout", "linear2"):
        x = vm.call(vm.getattr(self, name), (x,))
    return x


def attend(vm: Interpreter, self: Instance, name: str, x: Value, memory: Value, mask: Value, padding: Value) -> Value:
    """The output of an attention, its weights left aside."""
    options = {"attn_mask": mask, "key_padding_mask": padding, "need_weights": False}
    return vm.getitem(vm.call(vm.getattr(self, name), (x, memory, memory), options), 0)


@torch.method(ENCODER_LAYER, "forward")
def encoder_layer(
    vm: Interpreter,
    self: Instance,
    src: Value,
    src_mask: Value = None,
    src_key_padding_mask: Value = None,
    is_causal: Value = False,
) -> Value:
    masks = (src_mask, src_key_padding_mask)
    x = sublayer(vm, self, src, 1, lambda x: attend(vm, self, "self_attn", x, x, *masks))
    return sublayer(vm, self, x, 2, lambda x: feed_forward(vm, self, x))


@torch.method(DECODER_LAYER, "forward")
def decoder_layer(
    vm: Interpreter, self: Instance, tgt: Value, memory: Value, tgt_mask: Value = None, memory_mask: Value = None,
    tgt_key_padding_mask: Value = None, memory_key_padding_mask: Value = None, tgt_is_causal: Value = False, memory_is_causal: Value = False,
) -> Value:  # fmt: skip
    own, other = (tgt_mask, tgt_key_padding_mask), (memory_mask, memory_key_padding_mask)
    x = sublayer(vm, self, tgt, 1, lambda x: attend(vm, self, "self_attn", x, x, *own))
    x = sublayer(vm, self, x, 2, lambda x: attend(vm, self, "multihead_attn", x, memory, *other))
    return sublayer(vm, self, x, 3, lambda x: feed_forward(vm, self, x))


def stacked(vm: Interpreter, self: Instance, layer: Value, count: Value, norm: Value) -> None:
    """`count` copies of a layer in a ModuleList, and the norm at the end."""
    modules.init(vm, self)
    clone = vm.library_value("copy.deepcopy")
    layers = [vm.call(clone, (layer,)) for _ in range(fitted(as_integer, "num_layers", count))]
    vm.setattr(self, "layers", vm.call(MODULE_LIST, (layers,)))
    store(vm, self, "num_layers", count)
    vm.setattr(self, "norm", norm)


def init_encoder(
    vm: Interpreter, self: Value, encoder_layer: Value, num_layers: Value, norm: Value = None, enable_nested_tensor: Value = True,
    mask_check: Value = True,
) -> Value:  # fmt: skip
    stacked(vm, self, encoder_layer, num_layers, norm)
    return None


def init_decoder(vm: Interpreter, self: Value, decoder_layer: Value, num_layers: Value, norm: Value = None) -> Value:
    stacked(vm, self, decoder_layer, num_layers, norm)
    return None


torch.method(ENCODER, "__init__")(guarded(init_encoder, "TransformerEncoder.__init__", native=False))
torch.method(DECODER, "__init__")(guarded(init_decoder, "TransformerDecoder.__init__", native=False))


def through(vm: Interpreter, self: Instance, x: Value, *rest: Value, **masks: Value) -> Value:
    """All layers of a stack, then the norm."""
    for module in vm.elements(vm.getattr(self, "layers")):
        x = vm.call(module, (x, *rest), masks)
    norm = vm.getattr(self, "norm")
    return x if norm is None else vm.call(norm, (x,))


@torch.method(ENCODER, "forward")
def encoder(
    vm: Interpreter,
    self: Instance,
    src: Value,
    mask: Value = None,
    src_key_padding_mask: Value = None,
    is_causal: Value = None,
) -> Value:
    return through(vm, self, src, src_mask=mask, src_key_padding_mask=src_key_padding_mask)


@torch.method(DECODER, "forward")
def decoder(
    vm: Interpreter, self: Instance, tgt: Value, memory: Value, tgt_mask: Value = None, memory_mask: Value = None,
    tgt_key_padding_mask: Value = None, memory_key_padding_mask: Value = None, tgt_is_causal: Value = None, memory_is_causal: Value = False,
) -> Value:  # fmt: skip
    masks = {
        "tgt_mask": tgt_mask, "memory_mask": memory_mask, "tgt_key_padding_mask": tgt_key_padding_mask,
        "memory_key_padding_mask": memory_key_padding_mask,
    }  # fmt: skip
    return through(vm, self, tgt, memory, **masks)


def init_transformer(
    vm: Interpreter, self: Value, d_model: Value = 512, nhead: Value = 8, num_encoder_layers: Value = 6, num_decoder_layers: Value = 6,
    dim_feedforward: Value = 2048, dropout: Value = 0.1, activation: Value = "relu", custom_encoder: Value = None, custom_decoder: Value = None,
    layer_norm_eps: Value = 1e-5, batch_first: Value = False, norm_first: Value = False, bias: Value = True, device: Value = None,
    dtype: Value = None,
) -> Value:  # fmt: skip
    modules.init(vm, self)
    args = (d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first, norm_first, bias)
    for name, custom, count in (
        ("Encoder", custom_encoder, num_encoder_layers),
        ("Decoder", custom_decoder, num_decoder_layers),
    ):
        made = custom
        if made is None:
            norm = part(vm, "LayerNorm", d_model, layer_norm_eps, bias=bias)
            made = part(vm, f"Transformer{name}", part(vm, f"Transformer{name}Layer", *args), count, norm)
        vm.setattr(self, name.lower(), made)
    for name, value in (("d_model", d_model), ("nhead", nhead), ("batch_first", batch_first)):
        store(vm, self, name, value)
    return None


torch.method(TRANSFORMER, "__init__")(guarded(init_transformer, "Transformer.__init__", native=False))


def run_transformer(
    vm: Interpreter, self: Value, src: Value, tgt: Value, src_mask: Value = None, tgt_mask: Value = None, memory_mask: Value = None,
    src_key_padding_mask: Value = None, tgt_key_padding_mask: Value = None, memory_key_padding_mask: Value = None,
    src_is_causal: Value = None, tgt_is_causal: Value = None, memory_is_causal: Value = False,
) -> Value:  # fmt: skip
    one, other = getattr(src, "tensor", None), getattr(tgt, "tensor", None)
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        check_sequences(self, one, other)
    options = {"mask": src_mask, "src_key_padding_mask": src_key_padding_mask}
    memory = vm.call(vm.getattr(self, "encoder"), (src,), options)
    masks = {
        "tgt_mask": tgt_mask, "memory_mask": memory_mask, "tgt_key_padding_mask": tgt_key_padding_mask,
        "memory_key_padding_mask": memory_key_padding_mask,
    }  # fmt: skip
    return vm.call(vm.getattr(self, "decoder"), (tgt, memory), masks)


torch.method(TRANSFORMER, "forward")(guarded(run_transformer, "Transformer.forward", native=False))


def check_sequences(self: Instance, src: Tensor, tgt: Tensor) -> None:
    """Refuse batches that differ, and other widths than the model's."""
    if not src.shape or not tgt.shape:
        return
    axis = 0 if chosen(self.attrs["batch_first"]) else 1
    if len(src.shape) == 3 and len(tgt.shape) > axis and equal(src.shape[axis], tgt.shape[axis]) is False:
        words = "the batch number of src and tgt must be equal"
        raise Raises("RuntimeError", "broadcast-mismatch", words, None, left=src.shape, right=tgt.shape)
    width = size_of(self, "d_model")
    for x in (src, tgt):
        if equal((x.shape or (0,))[-1], width) is False:
            words = "the feature number of src and tgt must be equal to d_model"
            raise Raises("RuntimeError", "feature-mismatch", words, None, expected=width, actual=(x.shape or (0,))[-1])


def causal_mask(vm: Interpreter, sz: Value, device: Value = None, dtype: Value = None) -> Value:
    return vm.call(vm.library_value("torch.zeros"), (sz, sz))


TRANSFORMER.namespace["generate_square_subsequent_mask"] = StaticMethod(
    Native("torch.nn.Transformer.generate_square_subsequent_mask", causal_mask, binds=False)
)
