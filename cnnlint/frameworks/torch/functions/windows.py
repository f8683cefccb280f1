"""Convolutions and pooling as functions; the layers run them too."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch.arguments import Sizes, spatial
from cnnlint.frameworks.torch.functions.define import op
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.ops.layout import Layout
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.padding import Padding
from cnnlint.ops.shared import invalid
from cnnlint.symbolic import Size, equal, fresh, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def layout_of(n: int) -> Layout:
    """Channels first, with a batch axis or without."""
    return Layout.channels_first(n, unbatched=True)


def kernel_of(weight: Tensor, n: int) -> tuple[Size, ...]:
    """The shape of a convolution's weight; fresh sizes where it is not known."""
    if weight.shape is None:
        return tuple(fresh("?", least=1) for _ in range(n + 2))
    if len(weight.shape) != n + 2:
        words = f"the weight has {len(weight.shape)} axes instead of {n + 2}"
        raise Refused(
            "rank-mismatch", words, None, expected_rank=n + 2, actual_rank=len(weight.shape), shape=weight.shape
        )
    return weight.shape


def padding_of(padding: Value, n: int) -> Padding:
    """`padding` as the op takes it."""
    given = plain(padding)
    if isinstance(given, str):
        if given not in ("same", "valid"):
            raise Refused("invalid-argument", f"padding {given!r} is not known", None, argument="padding", value=given)
        return "same-stride-1" if given == "same" else "valid"
    return [(one, one) for one in spatial(given, n, "padding", 0)]


def check_not_negative(padding: Padding, x: Tensor) -> None:
    """Refuse a padding below 0."""
    for before, _ in () if isinstance(padding, str) else padding:
        if less(before, 0) is True:
            raise invalid(x, "padding", before, f"is {before}, and must not be negative")


def check_bias(bias: Tensor | None, channels: Size) -> None:
    """Refuse a shift that is not one number for each channel."""
    if bias is None or bias.shape is None:
        return
    if len(bias.shape) != 1 or equal(bias.shape[0], channels) is False:
        words = f"a bias of {bias.shape} for {channels} channels"
        raise Refused("invalid-argument", words, None, argument="bias", value=str(bias.shape))


def convolution(
    x: Tensor,
    n: int,
    kernel: Sizes,
    stride: Value,
    padding: Value,
    dilation: Value,
    groups: Size,
    inputs: Size | None = None,
) -> Outcome:
    """A convolution by a weight of shape `kernel`; `inputs` are the channels that it was built for, where they are known better."""
    pads = padding_of(padding, n)
    check_not_negative(pads, x)
    built = kernel[1] * groups if inputs is None else inputs
    if less(kernel[0], 1) is True:
        raise invalid(x, "weight", kernel[0], "must have at least 1 output channel")
    return ops.conv(
        x,
        layout=layout_of(n),
        kernel=kernel[2:],
        stride=spatial(stride, n, "stride"),
        padding=pads,
        dilation=spatial(dilation, n, "dilation"),
        groups=groups,
        out_channels=kernel[0],
        in_channels=built,
    )


def transposed(
    x: Tensor, n: int, kernel: Sizes, stride: Value, padding: Value, output_padding: Value, groups: Size, dilation: Value,
    outputs: Size | None = None,
) -> Outcome:  # fmt: skip
    """A transposed convolution by a weight of shape `kernel`; `outputs` are its channels, where they are known better."""
    pads = spatial(padding, n, "padding", 0)
    check_not_negative([(one, one) for one in pads], x)
    outcome = ops.conv_transpose(
        x,
        layout=layout_of(n),
        kernel=kernel[2:],
        stride=spatial(stride, n, "stride"),
        padding=pads,
        dilation=spatial(dilation, n, "dilation"),
        groups=groups,
        out_channels=kernel[1] * groups if outputs is None else outputs,
        in_channels=kernel[0],
        output_padding=spatial(output_padding, n, "output_padding", 0),
    )
    check_something_left(x, outcome.tensor, n, groups)
    return outcome


def check_something_left(x: Tensor, result: Tensor, n: int, groups: Size) -> None:
    """Refuse an empty result of a single example without groups; for others the libraries that PyTorch uses do not agree."""
    single = x.rank == n + 1 or (x.shape is not None and less(1, x.shape[0]) is False)
    if not single or equal(groups, 1) is not True:
        return
    for axis in range(-n, 0):
        if x.shape is not None and result.shape is not None and less(result.shape[axis], 1) is True:
            words = f"nothing is left of a map of {x.shape[axis]}"
            raise Refused("vanished-size", words, None, axis=axis + len(x.shape), actual=x.shape[axis])


def windows(
    n: int, kernel_size: Value, stride: Value, padding: Value, dilation: Value = 1
) -> tuple[Sizes, Sizes, Sizes, Sizes]:
    """Kernel, stride (the kernel where none is said), padding and dilation of a pool, one size per axis."""
    kernel = spatial(kernel_size, n, "kernel_size")
    none = stride is None or plain(stride) in ([], ())
    step = kernel if none else spatial(stride, n, "stride")
    return kernel, step, spatial(padding, n, "padding", 0), spatial(dilation, n, "dilation")


def averaged(
    x: Tensor, n: int, kernel_size: Value, stride: Value, padding: Value, dilation: Value, ceil_mode: bool
) -> Outcome:
    """Average pooling, which in three dimensions takes no map smaller than its window, whatever the padding."""
    if n == 2 and x.rank is not None and x.rank < 3:
        raise Refused("axis-out-of-range", f"axis -3 of a tensor that has {x.rank}", None, axis=-3, actual_rank=x.rank)
    outcome = pooled(x, n, kernel_size, stride, padding, dilation, ceil_mode)
    for kernel, size in zip(spatial(kernel_size, n, "kernel_size"), (x.shape or ())[-n:], strict=False):
        if n == 3 and less(size, kernel) is True:
            words = f"a window of {kernel} on a map of {size}"
            raise Refused("vanished-size", words, outcome.tensor, kernel=kernel, actual=size)
    return outcome


def powered(x: Tensor, n: int, kernel_size: Value, stride: Value, ceil_mode: bool) -> Outcome:
    """Pooling by a norm: a power, an average pool and a root."""
    given = plain(kernel_size)
    if n > 1 and isinstance(given, (list, tuple)) and len(given) != n:
        words = f"kernel_size has {len(given)} entries instead of {n}"
        raise Raises("ValueError", "invalid-argument", words, None, argument="kernel_size", value=str(given))
    outcome = averaged(x, n, kernel_size, stride, 0, 1, ceil_mode)
    if n == 1 and isinstance(given, (list, tuple)):
        words = "the window of a norm over a signal must be a number"
        raise Raises("TypeError", "invalid-argument", words, None, argument="kernel_size", value=str(given))
    return outcome


def pooled(
    x: Tensor, n: int, kernel_size: Value, stride: Value, padding: Value, dilation: Value, ceil_mode: bool
) -> Outcome:
    """Pooling by a window."""
    kernel, step, pads, spread = windows(n, kernel_size, stride, padding, dilation)
    check_not_negative([(one, one) for one in pads], x)
    return ops.pool(
        x,
        layout=layout_of(n),
        kernel=kernel,
        stride=step,
        padding=[(one, one) for one in pads],
        dilation=spread,
        ceil_mode=ceil_mode,
    )


def output_sizes(output_size: Value, n: int) -> list[Size | None]:
    """`output_size` of an adaptive pool; None in a sequence keeps the size of an axis (but for signals)."""
    given = plain(output_size)
    listed = isinstance(given, (list, tuple))
    if given is None or (n == 1 and listed and None in given):
        raise Raises("TypeError", "wrong-arguments", "output_size must not be None", None, argument="output_size")
    items = list(given) if listed else [given] * n
    if len(items) != n:
        words = f"output_size must be one number or {n}, and has {len(items)}"
        raise Refused("invalid-argument", words, None, argument="output_size", value=str(len(items)))
    return [None if item is None else spatial(item, 1, "output_size")[0] for item in items]


def adapted(x: Tensor, n: int, output_size: Value) -> Outcome:
    """Pooling to a size."""
    given = plain(output_size)
    if n > 1 and isinstance(given, (list, tuple)) and x.rank is not None and x.rank <= len(given):
        words = f"Input dimension should be at least {len(given) + 1}"
        details = {"expected_rank": len(given) + 1, "actual_rank": x.rank, "shape": x.shape}
        raise Raises("ValueError", "rank-mismatch", words, None, **details)
    return ops.adaptive_pool(x, layout=layout_of(n), output=output_sizes(output_size, n))


def averaged_to(x: Tensor, n: int, output_size: Value) -> Outcome:
    """Adaptive average pooling; to one position it is a mean over the last axes, and takes other ranks too."""
    other = n > 1 and x.rank is not None and x.rank not in (n + 1, n + 2)
    if other and plain(output_size) in (1, (1,) * n, [1] * n) and (plain(output_size) == 1 or (x.rank or 0) > n):
        return ops.reduce(x, range(-n, 0), keepdims=True)
    return adapted(x, n, output_size)


def with_indices(outcome: Outcome, wanted: Value) -> Any:
    """The maxima, and where they stood if that is asked for."""
    if wanted is False or wanted is None:
        return outcome
    if wanted is not True:
        raise NotKnown("whether indexes are returned is not known")
    values = outcome.tensor
    return outcome, Tensor(values.shape, "int64", values.field, values.sources)


def fractional(x: Tensor, n: int, kernel_size: Value, output_size: Value, output_ratio: Value) -> Outcome:
    """Pooling by windows at random places to a size, or to a share of it: counted as adaptive pooling."""
    for name, given in (("kernel_size", plain(kernel_size)), ("output_size", plain(output_size))):
        if isinstance(given, (list, tuple)) and len(given) != n:
            raise Refused(
                "invalid-argument", f"{name} must be one number or {n}", None, argument=name, value=str(given)
            )
    kernel = spatial(kernel_size, n, "kernel_size")
    if output_size is None and output_ratio is None:
        words = f"fractional_max_pool{n}d requires specifying either an output_size or an output_ratio"
        raise Raises("ValueError", "invalid-argument", words, None, argument="output_size", value="None")
    if x.rank is not None and x.rank <= n:
        words = f"takes {n + 1} or {n + 2} axes and gets {x.rank}"
        raise Raises("IndexError", "rank-mismatch", words, None, expected_rank=n + 2, actual_rank=x.rank, shape=x.shape)
    shape = layout_of(n).expect(x)
    if shape is None:
        raise NotKnown("the rank of a tensor")
    places = shape[-n:]
    if output_size is None:
        given = plain(output_ratio)
        ratios = given if isinstance(given, (list, tuple)) else (given,) * n
        sizes = [
            floor(s * r) if isinstance(s, int) and isinstance(r, (int, float)) else fresh()
            for s, r in zip(places, ratios, strict=True)
        ]
    else:
        sizes = list(spatial(output_size, n, "output_size"))
    outcome = ops.adaptive_pool(x, layout=layout_of(n), output=sizes)
    for size, reach, place in zip(sizes, kernel, places, strict=True):
        room = size + reach - 1
        if less(place, room) is True or (n == 3 and less(room, place) is False):
            raise invalid(
                x, "output_size", size, f"is too large for a map of {place} and a window of {reach}", outcome.tensor
            )
    return outcome


def unpooled(x: Tensor, n: int, kernel_size: Value, stride: Value, padding: Value, output_size: Value) -> Outcome:
    """Max pooling undone."""
    kernel, step, pads, _ = windows(n, kernel_size, stride, padding)
    given = plain(output_size)
    output = None
    if isinstance(given, (list, tuple)):
        output = spatial(given[-n:], n, "output_size")
        check_unpooled(x, given, n, (kernel, step, pads))
    return ops.max_unpool(x, layout=layout_of(n), kernel=kernel, stride=step, padding=pads, output=output)


def check_unpooled(
    x: Tensor, output: list[Size] | tuple[Size, ...], n: int, window: tuple[Sizes, Sizes, Sizes]
) -> None:
    """Refuse a size that lies a stride or more beside the one that the window gives (ValueError, PyTorch's rule)."""
    if x.shape is None:
        return
    if len(output) not in (n, n + 2):
        words = f"output_size should be a sequence containing {n} or {n + 2} elements, but it has a length of '{len(output)}'"
        raise Raises("ValueError", "invalid-argument", words, None, argument="output_size", value=str(len(output)))
    for size, place, kernel, stride, padding in zip(output[-n:], x.shape[-n:], *window, strict=True):
        exact = (place - 1) * stride + kernel - 2 * padding
        if less(size, 0) is True or less(exact - stride, size) is False or less(size, exact + stride) is False:
            words = f"is {size}, and must lie between {exact - stride} and {exact + stride}"
            raise Raises(
                "ValueError", "invalid-argument", f"output_size {words}", None, argument="output_size", value=str(size)
            )


def declare_convolutions(n: int) -> None:
    """The functions of one number of spatial axes."""

    def described(given: Mapping[str, Any], role: str) -> dict[str, object]:
        weight = kernel_of(given["weight"], n)
        parts = given.get("groups", 1)
        across = (weight[0], weight[1] * parts)
        return {
            "kernel": weight[2:],
            "stride": spatial(given.get("stride", 1), n, "stride"),
            "dilation": spatial(given.get("dilation", 1), n, "dilation"),
            "groups": parts,
            "out_channels" if role == "conv" else "in_channels": across[0],
            "in_channels" if role == "conv" else "out_channels": across[1],
            "bias": given.get("bias") is not None,
            **padded(given.get("padding", 0), n),
        }

    @op(f"F.conv{n}d", f"torch.conv{n}d", role="conv", attributes=lambda given: described(given, "conv"))
    def convolve(
        vm: Interpreter, input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: Value = 1, padding: Value = 0,
        dilation: Value = 1, groups: Size = 1,
    ) -> Outcome:  # fmt: skip
        outcome = convolution(input, n, kernel_of(weight, n), stride, padding, dilation, groups)
        check_bias(bias, kernel_of(weight, n)[0])
        return outcome

    @op(f"F.conv_transpose{n}d", f"torch.conv_transpose{n}d", role="conv-transpose",
        attributes=lambda given: described(given, "conv-transpose"))  # fmt: skip
    def transpose(
        vm: Interpreter, input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: Value = 1, padding: Value = 0,
        output_padding: Value = 0, groups: Size = 1, dilation: Value = 1,
    ) -> Outcome:  # fmt: skip
        kernel = kernel_of(weight, n)
        outcome = transposed(input, n, kernel, stride, padding, output_padding, groups, dilation)
        check_bias(bias, kernel[1] * groups)
        return outcome


def padded(padding: Value, n: int) -> dict[str, object]:
    """A padding in numbers, for rules."""
    pads = padding_of(padding, n)
    if isinstance(pads, str):
        return {}
    return {"padding": tuple(before for before, _ in pads), "padding_after": tuple(after for _, after in pads)}


def declare_pools(n: int) -> None:
    """The functions of one number of spatial axes."""

    def described(kind: str, given: Mapping[str, Any]) -> dict[str, object]:
        window = (given.get("stride"), given.get("padding", 0), given.get("dilation", 1))
        return describe_pool(kind, n, given["kernel_size"], *window)

    @op(f"F.max_pool{n}d", f"torch.max_pool{n}d", role="pool", attributes=lambda given: described("max", given))
    def max_pool(
        vm: Interpreter, input: Tensor, kernel_size: Value, stride: Value = None, padding: Value = 0, dilation: Value = 1,
        ceil_mode: bool = False, return_indices: Value = False,
    ) -> Any:  # fmt: skip
        return with_indices(pooled(input, n, kernel_size, stride, padding, dilation, ceil_mode), return_indices)

    @op(f"F.max_pool{n}d_with_indices", role="pool", attributes=lambda given: described("max", given))
    def max_pool_indices(
        vm: Interpreter, input: Tensor, kernel_size: Value, stride: Value = None, padding: Value = 0, dilation: Value = 1,
        ceil_mode: bool = False, return_indices: Value = False,
    ) -> Any:  # fmt: skip
        return with_indices(pooled(input, n, kernel_size, stride, padding, dilation, ceil_mode), True)

    if n == 1:

        @op("F.avg_pool1d", "torch.avg_pool1d", role="pool", attributes=lambda given: described("average", given))
        def average_pool_1d(
            vm: Interpreter, input: Tensor, kernel_size: Value, stride: Value = None, padding: Value = 0, ceil_mode: bool = False,
            count_include_pad: Value = True,
        ) -> Outcome:  # fmt: skip
            return averaged(input, n, kernel_size, stride, padding, 1, ceil_mode)

    else:

        @op(f"F.avg_pool{n}d", role="pool", attributes=lambda given: described("average", given))
        def average_pool(
            vm: Interpreter, input: Tensor, kernel_size: Value, stride: Value = None, padding: Value = 0, ceil_mode: bool = False,
            count_include_pad: Value = True, divisor_override: Value = None,
        ) -> Outcome:  # fmt: skip
            return averaged(input, n, kernel_size, stride, padding, 1, ceil_mode)

    @op(f"F.lp_pool{n}d", role="pool", attributes=lambda given: described("lp", given))
    def lp_pool(
        vm: Interpreter,
        input: Tensor,
        norm_type: Value,
        kernel_size: Value,
        stride: Value = None,
        ceil_mode: bool = False,
    ) -> Outcome:
        return powered(input, n, kernel_size, stride, ceil_mode)

    @op(f"F.max_unpool{n}d", role="resize")
    def unpool(
        vm: Interpreter, input: Tensor, indices: Tensor, kernel_size: Value, stride: Value = None, padding: Value = 0,
        output_size: Value = None,
    ) -> Outcome:  # fmt: skip
        check_indices(input, indices)
        return unpooled(input, n, kernel_size, stride, padding, output_size)


def check_indices(x: Tensor, indices: Tensor) -> None:
    """Refuse indexes of another shape than the values."""
    if x.shape is None or indices.shape is None:
        return
    differ = [equal(one, other) is False for one, other in zip(x.shape, indices.shape, strict=False)]
    if len(x.shape) != len(indices.shape) or any(differ):
        raise Refused("broadcast-mismatch", "the indexes have another shape", None, left=x.shape, right=indices.shape)


def describe_pool(
    kind: str, n: int, kernel_size: Value, stride: Value, padding: Value, dilation: Value
) -> dict[str, object]:
    """What rules may ask of a pool."""
    kernel, step, pads, spread = windows(n, kernel_size, stride, padding, dilation)
    return {"pool": kind, "kernel": kernel, "stride": step, "dilation": spread, "padding": pads, "padding_after": pads}


def describe_adaptive(kind: str, n: int, output_size: Value) -> dict[str, object]:
    """What rules may ask of an adaptive pool; one position per axis makes it a global one."""
    output = output_sizes(output_size, n)
    if all(size is not None and equal(size, 1) is True for size in output):
        return {"role": "global-pool", "pool": kind}
    known = {"output_size": tuple(output)} if None not in output else {}
    return {"role": "adaptive-pool", "pool": kind, **known}


def declare_adaptive(n: int) -> None:
    """The functions of one number of spatial axes."""

    def described(kind: str) -> Any:
        return lambda given: describe_adaptive(kind, n, given["output_size"])

    names = ("torch.adaptive_avg_pool1d",) if n == 1 else ()

    @op(f"F.adaptive_avg_pool{n}d", *names, role="adaptive-pool", attributes=described("average"))
    def adaptive_average(vm: Interpreter, input: Tensor, output_size: Value) -> Outcome:
        return averaged_to(input, n, output_size)

    @op(f"F.adaptive_max_pool{n}d", role="adaptive-pool", attributes=described("max"))
    def adaptive_max(vm: Interpreter, input: Tensor, output_size: Value, return_indices: Value = False) -> Any:
        return with_indices(adapted(input, n, output_size), return_indices)

    @op(f"F.adaptive_max_pool{n}d_with_indices", *(("torch.adaptive_max_pool1d",) if n == 1 else ()), role="adaptive-pool",
        attributes=described("max"))  # fmt: skip
    def adaptive_max_indices(vm: Interpreter, input: Tensor, output_size: Value, return_indices: Value = False) -> Any:
        return with_indices(adapted(input, n, output_size), True)

    if n == 1:
        return

    @op(f"F.fractional_max_pool{n}d", role="pool", attributes=lambda given: {"pool": "max"})
    def fractional_pool(
        vm: Interpreter, input: Tensor, kernel_size: Value, output_size: Value = None, output_ratio: Value = None,
        return_indices: Value = False, _random_samples: Value = None,
    ) -> Any:  # fmt: skip
        return with_indices(fractional(input, n, kernel_size, output_size, output_ratio), return_indices)


for _n in (1, 2, 3):
    declare_convolutions(_n)
    declare_pools(_n)
    declare_adaptive(_n)


@op("torch.conv_tbc", "F.conv_tbc", role="conv")
def conv_tbc(vm: Interpreter, input: Tensor, weight: Tensor, bias: Tensor, pad: int = 0) -> Tensor:
    """(time, batch, channels) by a weight (window, channels, outputs)."""
    if input.shape is None or weight.shape is None or len(input.shape) != 3 or len(weight.shape) != 3:
        raise NotKnown("the rank of a tensor")
    outcome = ops.conv(
        ops.permute(input, (1, 2, 0)).tensor, layout=layout_of(1), kernel=weight.shape[:1], stride=(1,), padding=[(pad, pad)],
        dilation=(1,), groups=1, out_channels=weight.shape[2], in_channels=weight.shape[1],
    )  # fmt: skip
    return ops.permute(outcome.tensor, (2, 0, 1)).tensor
