"""`torch.nn.functional`: windows, linear maps, activations, normalisation, resizing, padding."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import flag, integer, shape, sizes, tensor, word
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.functions.define import op
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.ops.layout import Layout
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Dim, Ratio, Size, fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

F = "torch.nn.functional"


def weight_shape(weight: Value, rank: int) -> tuple[Size, ...]:
    """The shape of a kernel; fresh sizes where it is not known."""
    found = tensor(weight).shape
    return found if found is not None and len(found) == rank else tuple(fresh("?", least=1) for _ in range(rank))


def paddings(padding: Value, dimensions: int) -> str | tuple[tuple[Size, Size], ...]:
    """`padding` of a function as the op takes it."""
    given = plain(padding)
    if isinstance(given, str):
        return "same-stride-1" if given == "same" else "valid"
    return tuple((one, one) for one in sizes(given, dimensions))


def declare_windows(n: int) -> None:
    """The functions of one number of spatial axes."""
    layout = Layout.channels_first(n, unbatched=True)

    def describe(input: Value, weight: Value, bias: Value = None, stride: Value = 1, padding: Value = 0, dilation: Value = 1, *rest: Value) -> Any:
        return {"kernel": weight_shape(weight, n + 2)[2:], "stride": sizes(stride, n, 1), "dilation": sizes(dilation, n, 1), "bias": bias is not None}

    @op(f"{F}.conv{n}d", f"torch.conv{n}d", role="conv", attributes=describe)
    def convolve(
        vm: Interpreter, input: Value, weight: Value, bias: Value = None, stride: Value = 1, padding: Value = 0, dilation: Value = 1,
        groups: Value = 1,
    ) -> Outcome:  # fmt: skip
        kernel, parts = weight_shape(weight, n + 2), size_of(groups, 1)
        return ops.conv(
            tensor(input), layout=layout, kernel=kernel[2:], stride=sizes(stride, n, 1), padding=paddings(padding, n),
            dilation=sizes(dilation, n, 1), groups=parts, out_channels=kernel[0], in_channels=kernel[1] * parts,
        )  # fmt: skip

    @op(f"{F}.conv_transpose{n}d", f"torch.conv_transpose{n}d", role="conv-transpose")
    def transpose(
        vm: Interpreter, input: Value, weight: Value, bias: Value = None, stride: Value = 1, padding: Value = 0, output_padding: Value = 0,
        groups: Value = 1, dilation: Value = 1,
    ) -> Outcome:  # fmt: skip
        kernel, parts = weight_shape(weight, n + 2), size_of(groups, 1)
        return ops.conv_transpose(
            tensor(input), layout=layout, kernel=kernel[2:], stride=sizes(stride, n, 1), padding=sizes(padding, n), dilation=sizes(dilation, n, 1),
            groups=parts, out_channels=kernel[1] * parts, in_channels=kernel[0], output_padding=sizes(output_padding, n),
        )  # fmt: skip

    def slide(input: Value, kernel_size: Value, stride: Value, padding: Value, dilation: Value, ceil_mode: Value) -> Outcome:
        kernel = sizes(kernel_size, n, 1)
        step = kernel if stride is None or plain(stride) in ([], ()) else sizes(stride, n, 1)
        pads = tuple((one, one) for one in sizes(padding, n))
        return ops.pool(
            tensor(input), layout=layout, kernel=kernel, stride=step, padding=pads, dilation=sizes(dilation, n, 1), ceil_mode=flag(ceil_mode)
        )

    def described(input: Value, kernel_size: Value, stride: Value = None, *rest: Value) -> Any:
        return {"kernel": sizes(kernel_size, n, 1), "stride": sizes(kernel_size if stride is None else stride, n, 1)}

    @op(f"{F}.max_pool{n}d", f"torch.max_pool{n}d", role="pool", attributes=lambda *a: {"pool": "max", **described(*a)})
    def max_pool(
        vm: Interpreter, input: Value, kernel_size: Value, stride: Value = None, padding: Value = 0, dilation: Value = 1,
        ceil_mode: Value = False, return_indices: Value = False,
    ) -> Any:  # fmt: skip
        outcome = slide(input, kernel_size, stride, padding, dilation, ceil_mode)
        return (outcome.tensor, outcome.tensor) if flag(return_indices) else outcome

    @op(f"{F}.avg_pool{n}d", f"torch.avg_pool{n}d", role="pool", attributes=lambda *a: {"pool": "average", **described(*a)})
    def average_pool(
        vm: Interpreter, input: Value, kernel_size: Value, stride: Value = None, padding: Value = 0, ceil_mode: Value = False,
        count_include_pad: Value = True, divisor_override: Value = None,
    ) -> Outcome:  # fmt: skip
        return slide(input, kernel_size, stride, padding, 1, ceil_mode)

    def adapt(input: Value, output_size: Value) -> Outcome:
        given = plain(output_size)
        items = list(given) if isinstance(given, (list, tuple)) and len(given) == n else [given] * n
        return ops.adaptive_pool(tensor(input), layout=layout, output=[None if one is None else size_of(one, 1) for one in items])

    def role_of(kind: str, input: Value, output_size: Value, *rest: Value) -> Any:
        given = plain(output_size)
        ones = given == 1 or (isinstance(given, (list, tuple)) and all(one == 1 for one in given))
        return {"pool": kind, "role": "global-pool" if ones else "adaptive-pool"}

    @op(f"{F}.adaptive_avg_pool{n}d", role="adaptive-pool", attributes=lambda *a: role_of("average", *a))
    def adaptive_average(vm: Interpreter, input: Value, output_size: Value) -> Outcome:
        return adapt(input, output_size)

    @op(f"{F}.adaptive_max_pool{n}d", role="adaptive-pool", attributes=lambda *a: role_of("max", *a))
    def adaptive_max(vm: Interpreter, input: Value, output_size: Value, return_indices: Value = False) -> Any:
        outcome = adapt(input, output_size)
        return (outcome.tensor, outcome.tensor) if flag(return_indices) else outcome

    @op(f"{F}.dropout{n}d", f"{F}.feature_dropout{n}d", role="dropout")
    def dropout(vm: Interpreter, input: Value, p: Value = 0.5, training: Value = True, inplace: Value = False) -> Tensor:
        return tensor(input)


for _n in (1, 2, 3):
    declare_windows(_n)


@op(f"{F}.linear", "torch._C._nn.linear", role="dense")
def linear(vm: Interpreter, input: Value, weight: Value, bias: Value = None) -> Outcome:
    out, inside = weight_shape(weight, 2)
    return ops.dense(tensor(input), in_features=inside, out_features=out)


@op(f"{F}.bilinear", role="dense")
def bilinear_(vm: Interpreter, input1: Value, input2: Value, weight: Value, bias: Value = None) -> Outcome:
    out, one, two = weight_shape(weight, 3)
    return ops.bilinear(tensor(input1), tensor(input2), in_features=(one, two), out_features=out)


@op(f"{F}.embedding", role="embedding")
def embedding_(vm: Interpreter, input: Value, weight: Value, *args: Value, **options: Value) -> Outcome:
    return ops.embedding(tensor(input), width=weight_shape(weight, 2)[1])


@op(f"{F}.one_hot", role="embedding")
def one_hot(vm: Interpreter, tensor_: Value, num_classes: Value = -1) -> Outcome:
    count = plain(num_classes)
    return ops.embedding(tensor(tensor_), width=fresh("?") if count == -1 else size_of(count, 1), dtype="int64")


def activation(name: str, called: str) -> None:
    """A function that acts on each element."""

    @op(f"{F}.{name}", f"{F}.{name}_", role="activation", attributes=lambda *a: {"activation": called})
    def act(vm: Interpreter, input: Value, *args: Value, **options: Value) -> Tensor:
        return tensor(input)


for _pair in (
    "relu relu6 silu mish elu selu celu gelu sigmoid tanh softplus softsign leaky_relu logsigmoid:log_sigmoid hardswish:hard_swish "
    "hardsigmoid:hard_sigmoid hardtanh:hard_tanh tanhshrink hardshrink softshrink threshold prelu rrelu"
).split():
    activation(_pair.partition(":")[0], _pair.partition(":")[2] or _pair)


@op(f"{F}.dropout", f"{F}.alpha_dropout", f"{F}.feature_alpha_dropout", role="dropout")
def dropout(vm: Interpreter, input: Value, p: Value = 0.5, training: Value = True, inplace: Value = False) -> Tensor:
    return tensor(input)


def soft_attributes(called: str) -> Any:
    """What rules may ask of a softmax."""
    return lambda input, dim=None, *rest: {"activation": called, **({"axis": dim} if isinstance(dim, int) and dim >= 0 else {})}


@op(f"{F}.softmax", "torch.softmax", f"{F}.softmin", f"{F}.gumbel_softmax", method="softmax", role="softmax", attributes=soft_attributes("softmax"))
def softmax(vm: Interpreter, input: Value, dim: Value = None, *args: Value, **options: Value) -> Tensor:
    return tensor(input)


@op(f"{F}.log_softmax", "torch.log_softmax", method="log_softmax", role="softmax", attributes=soft_attributes("log_softmax"))
def log_softmax(vm: Interpreter, input: Value, dim: Value = None, *args: Value, **options: Value) -> Tensor:
    return tensor(input)


@op(f"{F}.glu", role="activation", attributes=lambda *a: {"activation": "glu"})
def glu(vm: Interpreter, input: Value, dim: Value = -1) -> Tensor:
    halves = ops.chunk(tensor(input), 2, integer(dim))
    if halves is None:
        raise NotKnown("the halves of a tensor of unknown rank")
    return halves[0]


@op(f"{F}.normalize", f"{F}.local_response_norm", f"{F}.instance_norm", f"{F}.rms_norm", role="norm")
def same_norm(vm: Interpreter, input: Value, *args: Value, **options: Value) -> Tensor:
    return tensor(input)


@op(f"{F}.batch_norm", role="norm")
def batch_norm(
    vm: Interpreter, input: Value, running_mean: Value, running_var: Value, weight: Value = None, bias: Value = None, *args: Value, **options: Value
) -> Outcome:
    known = next((one for one in (running_mean, weight) if isinstance(one, TensorValue)), None)
    width = weight_shape(known, 1)[0] if known is not None else None
    return ops.batch_norm(tensor(input), channel_axis=1, features=width)


@op(f"{F}.layer_norm", role="norm")
def layer_norm(vm: Interpreter, input: Value, normalized_shape: Value, *args: Value, **options: Value) -> Outcome:
    return ops.layer_norm(tensor(input), sizes=shape(normalized_shape))


@op(f"{F}.group_norm", role="norm")
def group_norm(vm: Interpreter, input: Value, num_groups: Value, *args: Value, **options: Value) -> Outcome:
    return ops.group_norm(tensor(input), channel_axis=1, groups=size_of(num_groups, 1))


@op(f"{F}.scaled_dot_product_attention", role="attention")
def scaled_attention(
    vm: Interpreter, query: Value, key: Value, value: Value, attn_mask: Value = None, dropout_p: Value = 0.0, is_causal: Value = False,
    scale: Value = None, enable_gqa: Value = False,
) -> Outcome:  # fmt: skip
    return ops.attention(tensor(query), tensor(key), tensor(value), grouped=flag(enable_gqa))


def factor(value: Value) -> Fraction | float | None:
    """One scale factor; None where it is not known."""
    value = plain(value)
    if isinstance(value, (int, float, Fraction)):
        return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    return None


def spatial_layout(x: Tensor) -> Layout:
    """Channels first, as many spatial axes as the rank leaves."""
    if x.rank is None:
        raise NotKnown("the rank of a tensor")
    return Layout.channels_first(max(x.rank - 2, 1))


def resized(input: Value, size: Value, scale_factor: Value, mode: Value) -> Outcome:
    """Interpolation to a size or by a factor."""
    x = tensor(input)
    layout = spatial_layout(x)
    count = len(layout.spatial)
    if size is not None:
        return ops.resize(x, layout=layout, size=sizes(size, count, 1), mode=word(mode, "nearest"))
    given = plain(scale_factor)
    if isinstance(given, (Dim, Ratio)) or given is None:
        scales: list[Fraction | float | None] = [None] * count
    else:
        scales = [factor(one) for one in given] if isinstance(given, (list, tuple)) else [factor(given)] * count
    return ops.resize(x, layout=layout, scale=scales, mode=word(mode, "nearest"))


@op(f"{F}.interpolate", f"{F}.upsample", role="resize")
def interpolate(
    vm: Interpreter, input: Value, size: Value = None, scale_factor: Value = None, mode: Value = "nearest", align_corners: Value = None,
    recompute_scale_factor: Value = None, antialias: Value = False,
) -> Outcome:  # fmt: skip
    return resized(input, size, scale_factor, mode)


@op(f"{F}.upsample_nearest", f"{F}.upsample_bilinear", role="resize")
def upsample(vm: Interpreter, input: Value, size: Value = None, scale_factor: Value = None) -> Outcome:
    return resized(input, size, scale_factor, "nearest")


@op(f"{F}.grid_sample", role="resize")
def grid_sample_(vm: Interpreter, input: Value, grid: Value, *args: Value, **options: Value) -> Outcome:
    return ops.grid_sample(tensor(input), tensor(grid))


@op(f"{F}.affine_grid", role="other")
def affine_grid(vm: Interpreter, theta: Value, size: Value, align_corners: Value = None) -> Tensor:
    wanted = shape(size)
    return Tensor((wanted[0], *wanted[2:], len(wanted) - 2), "float32", None, tensor(theta).sources)


def pairs(pad: Value, rank: int) -> list[tuple[Size, Size]]:
    """`F.pad`'s flat list, last axis first, as one pair per axis."""
    flat = [size_of(one, -10**9) for one in shape(pad)]
    ends = list(zip(flat[::2], flat[1::2], strict=False))
    return [(0, 0)] * (rank - len(ends)) + ends[::-1]


@op(f"{F}.pad", role="pad")
def pad_(vm: Interpreter, input: Value, pad: Value, mode: Value = "constant", value: Value = None) -> Outcome:
    x = tensor(input)
    if x.rank is None:
        raise NotKnown("the rank of a tensor")
    return ops.pad(x, pairs(pad, x.rank))


@op(f"{F}.pixel_shuffle", "torch.pixel_shuffle", role="resize")
def pixel_shuffle(vm: Interpreter, input: Value, upscale_factor: Value) -> Outcome:
    return ops.pixel_shuffle(tensor(input), layout=Layout(-3, (-2, -1)), factor=integer(upscale_factor))


@op(f"{F}.pixel_unshuffle", "torch.pixel_unshuffle", role="resize")
def pixel_unshuffle(vm: Interpreter, input: Value, downscale_factor: Value) -> Outcome:
    return ops.pixel_unshuffle(tensor(input), layout=Layout(-3, (-2, -1)), factor=integer(downscale_factor))


@op(f"{F}.channel_shuffle", "torch.channel_shuffle", role="reshape")
def channel_shuffle(vm: Interpreter, input: Value, groups: Value) -> Tensor:
    return tensor(input)


@op(f"{F}.unfold", role="reshape")
def unfold(vm: Interpreter, input: Value, kernel_size: Value, dilation: Value = 1, padding: Value = 0, stride: Value = 1) -> Outcome:
    return ops.unfold(
        tensor(input), kernel=sizes(kernel_size, 2, 1), stride=sizes(stride, 2, 1), padding=sizes(padding, 2), dilation=sizes(dilation, 2, 1)
    )


@op(f"{F}.fold", role="reshape")
def fold(
    vm: Interpreter, input: Value, output_size: Value, kernel_size: Value, dilation: Value = 1, padding: Value = 0, stride: Value = 1
) -> Outcome:
    return ops.fold(
        tensor(input), output=sizes(output_size, 2, 1), kernel=sizes(kernel_size, 2, 1), stride=sizes(stride, 2, 1),
        padding=sizes(padding, 2), dilation=sizes(dilation, 2, 1),
    )  # fmt: skip


@op(f"{F}.cosine_similarity", "torch.cosine_similarity", role="reduce")
def cosine(vm: Interpreter, x1: Value, x2: Value, dim: Value = 1, eps: Value = 1e-8) -> Outcome:
    return ops.reduce(tensor(x1), integer(dim))


@op(f"{F}.pairwise_distance", role="reduce")
def distance(vm: Interpreter, x1: Value, x2: Value, p: Value = 2.0, eps: Value = 1e-6, keepdim: Value = False) -> Outcome:
    return ops.reduce(tensor(x1), -1, keepdims=flag(keepdim))
