"""Arguments under the names that they had in Keras 1: what each is called since, so that a layer is told by the names that it has now.

Keras 2 still took the old names and warned; Keras 3 refuses them. Source: `keras/legacy/interfaces.py` of Keras 2.0.9.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping

from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Value
from cnnlint.symbolic import Dim

# Old names with the new ones that they may stand for; the first that the layer takes is meant.
NEW_NAMES: Mapping[str, tuple[str, ...]] = {
    "nb_filter": ("filters",), "output_dim": ("units",), "p": ("rate",), "sigma": ("stddev",), "border_mode": ("padding",),
    "subsample": ("strides",), "subsample_length": ("strides",), "stride": ("strides",), "atrous_rate": ("dilation_rate",),
    "filter_length": ("kernel_size",), "pool_length": ("pool_size",), "length": ("size",), "dim_ordering": ("data_format",),
    "init": ("kernel_initializer", "embeddings_initializer", "alpha_initializer", "depthwise_initializer"),
    "W_regularizer": ("kernel_regularizer", "embeddings_regularizer"), "b_regularizer": ("bias_regularizer",),
    "U_regularizer": ("recurrent_regularizer",), "W_constraint": ("kernel_constraint", "embeddings_constraint"),
    "b_constraint": ("bias_constraint",), "bias": ("use_bias",), "inner_init": ("recurrent_initializer",),
    "inner_activation": ("recurrent_activation",), "dropout_W": ("dropout",), "dropout_U": ("recurrent_dropout",),
    "forget_bias_init": ("unit_forget_bias",), "beta_init": ("beta_initializer",), "gamma_init": ("gamma_initializer",),
    "concat_axis": ("axis",), "input": ("inputs",), "output": ("outputs",),
}  # fmt: skip
SIDES = (("nb_row", "nb_col"), ("kernel_dim1", "kernel_dim2", "kernel_dim3"))  # of a kernel, one by one
ORDERINGS = {"tf": "channels_last", "th": "channels_first"}
GONE = ("consume_less", "mode")  # of no concern to shapes, and without a successor
OLD = frozenset((*NEW_NAMES, *(name for sides in SIDES for name in sides), *GONE))


def old_names(kwargs: Mapping[str, Value], signature: inspect.Signature) -> list[str]:
    """The keywords that a layer of this signature was given by a name of Keras 1."""
    return [name for name in kwargs if name in OLD and name not in signature.parameters]


def since_keras_2(
    args: tuple[Value, ...], kwargs: Mapping[str, Value], signature: inspect.Signature
) -> tuple[tuple[Value, ...], dict[str, Value], list[str]]:
    """The arguments under the names of today, and in words what each old one has become."""
    left, words = dict(kwargs), []
    args, sides = kernel_sides(args, left, signature)
    if sides:
        words.append(f"{', '.join(f'`{name}`' for name in sides)} {'are' if len(sides) > 1 else 'is'} `kernel_size`")
    for name in old_names(left, signature):
        value = left.pop(name)
        new = next((one for one in NEW_NAMES.get(name, ()) if one in signature.parameters and one not in left), None)
        if new is not None:
            left[new] = ORDERINGS.get(value, value) if isinstance(value, str) and name == "dim_ordering" else value
            words.append(f"`{name}` is `{new}`")
    return args, left, words


def kernel_sides(
    args: tuple[Value, ...], kwargs: dict[str, Value], signature: inspect.Signature
) -> tuple[tuple[Value, ...], list[str]]:
    """A kernel's sides, one by one as names or behind the filters, as one `kernel_size`."""
    if "kernel_size" not in signature.parameters or "kernel_size" in kwargs:
        return args, []
    named = [name for sides in SIDES for name in sides if name in kwargs]
    count = 3 if any(name.startswith("kernel_dim") for name in named) else 2
    placed = args[1 : 1 + count - len(named)]
    whole = all(isinstance(plain(one), (int, Dim)) for one in placed)
    if not named and (len(placed) < count or not whole):
        return args, []
    kwargs["kernel_size"] = (*placed, *(kwargs.pop(name) for name in named))
    return (*args[:1], *args[1 + len(placed) :]), named
