"""Keras 3's own messages with the figures of a case, and where that of TensorFlow's Keras 2 is another and searched for, that one too.

The tests run layers that Keras refuses and compare; newer versions add the input's name ("with name …").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from cnnlint.frameworks.common.operation import Said, Told
from cnnlint.frameworks.common.wording import Case, Wording, Words
from cnnlint.frameworks.keras.words import written
from cnnlint.symbolic import Size, equal

_AXES: Final = (1, 2, 3)


def incompatible(case: Case, what: str) -> str:
    """The head of what every layer says of its input."""
    return f"Input 0 of layer '{case['layer']}' is incompatible with the layer: {what}"


def axis_value(axis: int) -> Words:
    return lambda case: incompatible(
        case,
        f"expected axis {axis} of input shape to have value {case['expected']}, "
        f"but received input with shape {written(case.shape())}",
    )


def least_rank(case: Case) -> str | None:
    """Fewer axes are refused by the layer, more by the operation, which knows the kernel alone."""
    if case["actual_rank"] > case["expected_rank"]:
        if "kernel_size" not in case.built or "filters" not in case.built:
            return None
        kernel = (*case.built["kernel_size"], case.shape()[-1] // case.built["groups"], case.built["filters"])
        shapes = f"received kernel of shape {written(kernel)} and input of shape {written(case.shape())}"
        return f"Kernel shape must have the same length as input, but {shapes}."
    ranks = f"expected min_ndim={case['expected_rank']}, found ndim={case['actual_rank']}"
    return incompatible(case, f"{ranks}. Full shape received: {written(case.shape())}")


def exact_rank(case: Case) -> str:
    ranks = f"expected ndim={case['expected_rank']}, found ndim={case['actual_rank']}"
    return incompatible(case, f"{ranks}. Full shape received: {written(case.shape())}")


def spaced(sizes: Sequence[object]) -> str:
    """Sizes as an array of NumPy prints them."""
    return f"[{' '.join(map(str, sizes))}]"


def conv_vanished(case: Case) -> str:
    built = case.built
    kernel = (*built["kernel_size"], case.shape()[-1] // built["groups"], built["filters"])
    return (
        f"Computed output size would be zero or negative. Received `inputs shape={written(case.shape())}`, "
        f"`kernel shape={written(kernel)}`, `dilation_rate={spaced(built['dilation_rate'])}`, "
        f"`strides={written(built['strides'])}`, `padding={built['padding']}`."
    )


def pool_vanished(case: Case) -> str:
    built, shape = case.built, written(case.shape()).strip("(,)").split(", ")
    return (
        f"Computed output size would be zero or negative. Received: `inputs.shape={spaced(shape)}`, "
        f"`pool_size={spaced(built['pool_size'])}`, `strides={written(built['strides'])}`, `padding={built['padding']}`."
    )


def subtracted(case: Case) -> str:
    """What TensorFlow says of a window that is larger than the map."""
    return f"Negative dimension size caused by subtracting {case['kernel']} from {case['actual']}"


def concatenated(case: Case) -> str:
    shapes = ", ".join(written(x.shape) for x in case.inputs)
    return (
        "A `Concatenate` layer requires inputs with matching shapes except for the concatenation axis. "
        f"Received: input_shape=[{shapes}]"
    )


def merged(case: Case) -> str:
    return f"Inputs have incompatible shapes. Received shapes {written(case.shape(0)[1:])} and {written(case.shape(1)[1:])}"


def reshaped(case: Case) -> str:
    target: Any = case.built["target_shape"]
    free = (
        ", however, the input size cannot by divided by the specified dimensions in target_shape"
        if -1 in target
        else ""
    )
    shapes = f"input_shape={written(case.shape()[1:])}, target_shape={written(target)}"
    return f"The total size of the tensor must be unchanged{free}. Received: {shapes}"


def broadcast(case: Case) -> str:
    left, right = case["left"], case["right"]
    wrong = next(n for n in range(1, min(len(left), len(right)) + 1) if _differ(left[-n], right[-n]))
    shapes = [f"[{written(shape).strip('(,)')}]" for shape in (left, right)]
    return (
        f"Cannot broadcast shape, the failure dim has value {left[-wrong]}, which cannot be broadcasted to {right[-wrong]}. "
        f"Input shapes are: {' and '.join(shapes)}."
    )


def _differ(one: Size, other: Size) -> bool:
    return one != 1 and other != 1 and equal(one, other) is False


def multiplied(case: Case) -> str:
    left, right = written(case["left"]), written(case["right"])
    return (
        "Inner dimensions (`x1.shape[-1]` and `x2.shape[-2]`) must be equal, but received "
        f"`x1.shape={left}` and `x2.shape={right}`."
    )


_CONVS: Final = [
    *(f"Conv{n}D" for n in _AXES), *(f"Conv{n}DTranspose" for n in _AXES), *(f"SeparableConv{n}D" for n in (1, 2)),
    *(f"DepthwiseConv{n}D" for n in (1, 2)),
]  # fmt: skip
_POOLS: Final = [f"{kind}Pooling{n}D" for kind in ("Max", "Average") for n in _AXES]
_MERGES: Final = ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")

KERAS: Final = Wording(
    "Keras",
    {
        ("feature-mismatch", "Dense"): axis_value(-1),
        ("norm-mismatch", "BatchNormalization"): axis_value(-1),
        **{("channel-mismatch", name): axis_value(-1) for name in _CONVS},
        **{("rank-mismatch", name): least_rank for name in (*_CONVS, "Dense")},
        ("rank-mismatch", ""): exact_rank,
        **{("vanished-size", f"Conv{n}D"): conv_vanished for n in _AXES},
        **{("vanished-size", name): pool_vanished for name in _POOLS},
        ("concat-mismatch", "Concatenate"): concatenated,
        **{("broadcast-mismatch", name): merged for name in _MERGES},
        ("reshape-mismatch", "Reshape"): reshaped,
    },
)
"""What layers say, by kind of fact and class."""
FUNCTIONS: Final = Wording("Keras", {("broadcast-mismatch", ""): broadcast, ("matmul-mismatch", ""): multiplied})
TENSORFLOW: Final = Wording("TensorFlow", {("vanished-size", name): subtracted for name in (*_CONVS, *_POOLS)})


def tell(case: Case) -> Told:
    """What Keras says of a layer, and TensorFlow."""
    said: Said = (*KERAS.said(case), *TENSORFLOW.said(case))
    return said, {}


def tell_of_function(case: Case) -> Told:
    """What Keras says of an operation."""
    return FUNCTIONS.said(case), {}
