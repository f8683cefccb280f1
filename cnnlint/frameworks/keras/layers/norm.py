"""Normalisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import axes, flag, integer, tensor
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.keras.layers.define import along, has, layer, learnt, refuse, same, shape_of_one
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.tensor import is_open
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Unknown, Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.symbolic import Size, fresh, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def described(kind: str, self: Instance, inputs: Sequence[Tensor], affine: bool) -> dict[str, object]:
    """What rules may ask of a normalisation: `axis` or `axes` counted from the front."""
    chosen, rank = axes_of(self), inputs[0].rank if inputs else None
    found: dict[str, object] = {"role": "norm", "norm": kind, "affine": affine}
    if chosen and rank:
        found |= {"axis": chosen[0] % rank} if len(chosen) == 1 else {"axes": tuple(axis % rank for axis in chosen)}
    return found


def axes_of(self: Instance) -> tuple[int, ...] | None:
    """`axis` as one or several; None where it is not known."""
    try:
        return axes(self.attrs["axis"])
    except NotKnown:
        return None


def affine(self: Instance) -> bool:
    """Whether it has a learnt scale or shift."""
    return flag(self.attrs.get("center"), True) or flag(self.attrs.get("scale"), True)


def ask(inputs: Value) -> Tensor:
    """The input; asks for its shape where it is not known."""
    x = tensor(inputs)
    demand(x, [(symbol("N"), symbol("H"), symbol("W"), symbol("C")), (symbol("N"), symbol("C"))])
    return x


def run_batch(vm: Interpreter, self: Instance, inputs: Value, training: Value = None, mask: Value = None) -> Outcome:
    axis = integer(
        self.attrs["axis"] if not isinstance(plain(self.attrs["axis"]), (list, tuple)) else plain(self.attrs["axis"])[0]
    )
    return ops.batch_norm(ask(inputs), channel_axis=axis, features=self.attrs.get("_width"))


def build_batch(vm: Interpreter, self: Instance, shapes: Any) -> None:
    chosen = axes_of(self) or (-1,)
    width = self.attrs["_width"] = along(shapes, chosen[0])
    for name, wanted in (("gamma", has(self, "scale")), ("beta", has(self, "center"))):
        if wanted:
            learnt(vm, self, name, width)
    for name in ("moving_mean", "moving_variance"):
        learnt(vm, self, name, width, trainable=False)
    if flag(self.attrs.get("renorm")):
        for name in ("renorm_mean", "renorm_stddev"):
            learnt(vm, self, name, width, trainable=False)


@layer(
    "BatchNormalization", "SyncBatchNormalization", run=run_batch, build=build_batch,
    attributes=lambda self, inputs: described("batch", self, inputs, affine(self)),
)  # fmt: skip
def batch(
    vm: Interpreter, self: Instance, axis: Value = -1, momentum: Value = 0.99, epsilon: Value = 1e-3, center: Value = True, scale: Value = True,
    beta_initializer: Value = "zeros", gamma_initializer: Value = "ones", moving_mean_initializer: Value = "zeros",
    moving_variance_initializer: Value = "ones", beta_regularizer: Value = None, gamma_regularizer: Value = None, beta_constraint: Value = None,
    gamma_constraint: Value = None, renorm: Value = False, renorm_clipping: Value = None, renorm_momentum: Value = 0.99,
    synchronized: Value = False, fused: Value = None, virtual_batch_size: Value = None, adjustment: Value = None, **kwargs: Value,
) -> None: ...  # fmt: skip


def run_layer(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    x, chosen = ask(inputs), axes_of(self)
    if chosen is None:
        return Outcome(x)
    return ops.layer_norm(x, sizes=self.attrs.get("_widths") or [None] * len(chosen), axes=chosen)


def widths(self: Instance, shapes: Any) -> tuple[Size, ...]:
    """The sizes of the axes that are normalised, which the layer is built for from now on."""
    chosen = axes_of(self)
    found = tuple(along(shapes, axis) for axis in sorted(chosen)) if chosen is not None else (fresh("?", least=1),)
    self.attrs["_widths"] = found
    if chosen is not None:
        self.attrs["axis"] = sorted(chosen)
    return found


def build_layer(vm: Interpreter, self: Instance, shapes: Any) -> None:
    found = widths(self, shapes)
    rms = flag(self.attrs.get("rms_scaling"))
    if has(self, "scale") or rms:
        learnt(vm, self, "gamma", *found)
    if has(self, "center") and not rms:
        learnt(vm, self, "beta", *found)


@layer(
    "LayerNormalization", run=run_layer, build=build_layer,
    attributes=lambda self, inputs: described("layer", self, inputs, affine(self)),
)  # fmt: skip
def layer_norm(
    vm: Interpreter, self: Instance, axis: Value = -1, epsilon: Value = 1e-3, center: Value = True, scale: Value = True,
    beta_initializer: Value = "zeros", gamma_initializer: Value = "ones", beta_regularizer: Value = None, gamma_regularizer: Value = None,
    beta_constraint: Value = None, gamma_constraint: Value = None, rms_scaling: Value = False, **kwargs: Value,
) -> None: ...  # fmt: skip


@layer(
    "RMSNormalization", run=run_layer, build=lambda vm, self, shapes: learnt(vm, self, "scale", *widths(self, shapes)),
    attributes=lambda self, inputs: described("rms", self, inputs, True),
)  # fmt: skip
def rms_norm(vm: Interpreter, self: Instance, axis: Value = -1, epsilon: Value = 1e-6, **kwargs: Value) -> None: ...


def groups_of(self: Instance, width: Size) -> Size:
    """The number of groups; -1 is one for each channel."""
    given = plain(self.attrs["groups"])
    return width if given == -1 else integer(given)


def run_group(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    x, axis = ask(inputs), integer(self.attrs["axis"])
    width = self.attrs.get("_width")
    if width is None:
        return Outcome(x)
    return ops.group_norm(x, channel_axis=axis, groups=groups_of(self, width), channels=width)


def build_group(vm: Interpreter, self: Instance, shapes: Any) -> None:
    width = self.attrs["_width"] = along(shapes, integer(self.attrs["axis"]))
    for name, wanted in (("gamma", has(self, "scale")), ("beta", has(self, "center"))):
        if wanted:
            learnt(vm, self, name, width)


def describe_group(self: Instance, inputs: Sequence[Tensor]) -> dict[str, object]:
    kind = "instance" if plain(self.attrs["groups"]) == -1 else "group"
    return described(kind, self, inputs, affine(self))


@layer("GroupNormalization", run=run_group, build=build_group, attributes=describe_group)
def group_norm(
    vm: Interpreter, self: Instance, groups: Value = 32, axis: Value = -1, epsilon: Value = 1e-3, center: Value = True, scale: Value = True,
    beta_initializer: Value = "zeros", gamma_initializer: Value = "ones", beta_regularizer: Value = None, gamma_regularizer: Value = None,
    beta_constraint: Value = None, gamma_constraint: Value = None, **kwargs: Value,
) -> None:  # fmt: skip
    given = plain(groups)
    if isinstance(given, int) and given <= 0 and given != -1:
        refuse(vm, "groups", given, f"`groups` must be a positive integer or -1, and is {given}")


@layer("UnitNormalization", run=same, attributes=lambda self, inputs: {"role": "elementwise"})
def unit_norm(vm: Interpreter, self: Instance, axis: Value = -1, **kwargs: Value) -> None: ...


# --- normalisation of the data ----------------------------------------------------------------------------------------


def build_data(vm: Interpreter, self: Instance, shapes: Any) -> None:
    """The statistics, where they are not given, are variables that are not trained."""
    shape, chosen = shape_of_one(shapes), axes_of(self)
    if shape is not None and any(not -len(shape) <= axis < len(shape) for axis in chosen or ()):
        words = f"all `axis` values must be in the range [-{len(shape)}, {len(shape)})"
        raise Refused("invalid-argument", words, None, argument="axis", value=str(plain(self.attrs["axis"])))
    sizes = (
        ()
        if shape is None or chosen is None
        else tuple(shape[axis] for axis in sorted(axis % len(shape) for axis in chosen))
    )
    if vm.state.get("keras.symbolic") and any(is_open(vm, size) for size in sizes):
        words = "all `axis` values to be kept must have a known shape"
        raise Refused("invalid-argument", words, None, argument="axis", value=str(plain(self.attrs["axis"])))
    if self.attrs["mean"] is not None and self.attrs["variance"] is not None:
        return
    learnt(vm, self, "mean", *sizes, trainable=False)
    learnt(vm, self, "variance", *sizes, trainable=False)
    learnt(vm, self, "count", trainable=False)


@layer("Normalization", run=same, build=build_data, attributes=lambda self, inputs: {"role": "elementwise"})
def normalization(
    vm: Interpreter,
    self: Instance,
    axis: Value = -1,
    mean: Value = None,
    variance: Value = None,
    invert: Value = False,
    **kwargs: Value,
) -> None:
    given, lacking = ("variance", "mean") if mean is None else ("mean", "variance")
    if (mean is None) != (variance is None) and not isinstance(self.attrs[given], Unknown):
        refuse(vm, lacking, None, "when setting values directly, both `mean` and `variance` must be set")


@keras.attribute(keras.lookup("keras.layers.Normalization"), "mean", "variance")
def of_the_data(vm: Interpreter, self: Instance) -> Value:
    """What `adapt` has found."""
    return vm.unknown("the mean or variance of the data")
