"""einops' layers for PyTorch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_letters
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.einops import LIBRARY
from cnnlint.frameworks.einops.functions import check_reduction, sizes_of, text_of
from cnnlint.frameworks.einops.patterns import ELLIPSIS, Side, apply, closed, fitted, opened, read, read_side, spelled
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.calling import LAYERS, Layer
from cnnlint.frameworks.torch.functions.results import known_shape
from cnnlint.frameworks.torch.layers.define import constructor, converting, direct, held, learnt
from cnnlint.graph import Tensor
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

ERRORS = {
    "rank-mismatch": "KeyError",
    "matmul-mismatch": "RuntimeError",
    "broadcast-mismatch": "RuntimeError",
    "": "EinopsError",
}  # a layer looks up what to do by the rank


def declare(name: str, init: Any, run: Any, role: str) -> None:
    """A layer of einops."""
    dotted = f"einops.layers.torch.{name}"
    spec = Layer(converting(run, name), lambda self: {"role": role}, ERRORS)
    LAYERS[dotted] = spec
    LIBRARY.new_class(dotted, modules.MODULE, __init__=constructor(init), forward=direct(dotted, spec))


def init_rearrange(vm: Interpreter, self: Instance, pattern: Value, **axes_lengths: Value) -> None:
    self.attrs["axes_lengths"] = axes_lengths


def run_rearrange(vm: Interpreter, self: Instance, input: Tensor) -> Tensor:
    return apply(input, text_of(self.attrs["pattern"]), "rearrange", sizes_of(self.attrs["axes_lengths"]))


def init_reduce(vm: Interpreter, self: Instance, pattern: Value, reduction: Value, **axes_lengths: Value) -> None:
    self.attrs["axes_lengths"] = axes_lengths


def run_reduce(vm: Interpreter, self: Instance, input: Tensor) -> Tensor:
    check_reduction(self.attrs["reduction"])
    return apply(input, text_of(self.attrs["pattern"]), "reduce", sizes_of(self.attrs["axes_lengths"]))


@dataclass(frozen=True, slots=True)
class Mix:
    """What a pattern of EinMix comes to."""

    left: Side
    right: Side
    weight: list[str]
    bias: list[str] | None
    lengths: dict[str, Size]


def refuse(words: str, pattern: str) -> Raises:
    """What EinMix does not take."""
    return Raises("EinopsError", "invalid-argument", words, argument="pattern", value=pattern)


def read_mix(self: Instance) -> Mix:
    """The patterns, held against each other."""
    pattern, weight_shape, bias_shape = (self.attrs[name] for name in ("pattern", "weight_shape", "bias_shape"))
    text, weight_text = text_of(pattern), text_of(weight_shape)
    left, right = read(text)
    weight = read_side(weight_text, weight_text).names
    bias = None if bias_shape is None else read_side(text_of(bias_shape), text_of(bias_shape)).names
    lengths = sizes_of(self.attrs["axes_lengths"])
    known = {*left.names, *weight}
    for names, words in (
        ([name for name in right.names if name not in known], "are on the right side only"),
        ([name for name in (*left.names, *right.names, *weight) if name.startswith("_")], "are numbers"),
        ([name for name in weight if name not in lengths], "are axes of the weight without a size"),
        ([name for name in lengths if name not in known], "are not used in the pattern"),
        ([name for name in weight if name not in (*left.names, *right.names)], "are axes of the weight only"),
        ([name for name in bias or () if name not in right.names], "are axes of the bias only"),
        ([name for name in bias or () if name not in lengths], "are axes of the bias without a size"),
    ):
        if names:
            raise refuse(f"{', '.join(names)} {words}", text)
    if "(" in weight_text or ELLIPSIS in weight or (ELLIPSIS in left.names) != (ELLIPSIS in right.names):
        raise refuse("brackets or an ellipsis where EinMix takes none", text)
    return Mix(left, right, weight, bias, lengths)


def init_mix(
    vm: Interpreter,
    self: Instance,
    pattern: Value,
    weight_shape: Value,
    bias_shape: Value = None,
    **axes_lengths: Value,
) -> None:
    self.attrs["axes_lengths"] = axes_lengths
    mix = read_mix(self)
    learnt(vm, self, "weight", *[mix.lengths[name] for name in mix.weight])
    sizes: list[Size] = []
    for name in mix.right.names if mix.bias is not None else ():
        if name == ELLIPSIS and any(one in (mix.bias or ()) for one in mix.right.names[: mix.right.names.index(name)]):
            raise refuse("all axes of the bias should follow the ellipsis", text_of(pattern))
        if name != ELLIPSIS:
            sizes.append(mix.lengths[name] if name in (mix.bias or ()) else 1)
    if mix.bias is not None:
        learnt(vm, self, "bias", *sizes)


def parameter(self: Instance, name: str) -> Tensor:
    """A parameter as it is now."""
    found = held(self, name)
    if found is None:
        raise NotKnown(f"the {name} of the layer")
    return found


def run_mix(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    """Axes of the weight that are new on the right are put out, those on the left only are summed over."""
    mix = read_mix(self)
    if any(len(group) != 1 for group in mix.left.groups):
        fitted_left, _ = fitted(text_of(self.attrs["pattern"]), mix.left, known_shape(input))
        input = opened(input, fitted_left, mix.lengths)
    letters = dict(
        zip(sorted({*mix.left.names, *mix.right.names, *mix.weight} - {ELLIPSIS}), ascii_letters, strict=False)
    )
    letters[ELLIPSIS] = "..."
    left, weight, right = (
        "".join(letters[name] for name in names) for names in (mix.left.names, mix.weight, mix.right.names)
    )
    outcome = ops.einsum(f"{left},{weight}->{right}", [input, parameter(self, "weight")])
    made = outcome.tensor
    if mix.bias is not None:
        made = ops.broadcast([made, parameter(self, "bias")]).tensor
    spare = (made.rank or 0) - len(mix.right.names) + 1 if ELLIPSIS in mix.right.names else 0
    return replace(outcome, tensor=closed(made, spelled(mix.right, spare)))


declare("Rearrange", init_rearrange, run_rearrange, "reshape")
declare("Reduce", init_reduce, run_reduce, "reduce")
declare("EinMix", init_mix, run_mix, "dense")
