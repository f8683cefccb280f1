"""PyTorch's own messages with the figures of a case, as PyTorch 2 prints them: the words that people search for.

The tests run programs that fail in PyTorch and compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from cnnlint.frameworks.common.mending import figures
from cnnlint.frameworks.common.operation import Told
from cnnlint.frameworks.common.wording import Case, Wording, Words
from cnnlint.ops.outcome import Refused
from cnnlint.symbolic import Size, equal, product

_DTYPES: Final = {
    "int64": "Long", "int32": "Int", "int16": "Short", "int8": "Char", "uint8": "Byte", "bool": "Bool",
    "float16": "Half", "bfloat16": "BFloat16", "float32": "Float", "float64": "Double",
}  # fmt: skip


def listed(sizes: Iterable[object]) -> str:
    """`[4, 10]`."""
    return f"[{', '.join(map(str, sizes))}]"


def crossed(sizes: Iterable[object], sign: str = "x") -> str:
    """`4x10`; a sum or product of symbols in brackets."""
    return sign.join(str(size) if str(size).isalnum() else f"({size})" for size in sizes)


def torch_size(sizes: Iterable[object]) -> str:
    """`torch.Size([4, 10])`."""
    return f"torch.Size({listed(sizes)})"


def conv_channels(case: Case) -> str:
    kind = "transposed=1" if case.built.get("transposed") is True else f"groups={case.built['groups']}"
    shape = case.shape()
    batched = shape if len(shape) == len(case.built["weight"]) else (1, *shape)
    return (
        f"Given {kind}, weight of size {listed(case.built['weight'])}, expected input{listed(batched)} "
        f"to have {case['expected']} channels, but got {case['actual']} channels instead"
    )


def linear(case: Case) -> str:
    shape, weight = case.shape(), case.built["weight"]
    rows: Size = product(shape[:-1])
    return f"mat1 and mat2 shapes cannot be multiplied ({crossed((rows, shape[-1]))} and {crossed(weight[::-1])})"


def recurrent_features(case: Case) -> str:
    return f"input.size(-1) must be equal to input_size. Expected {case['expected']}, got {case['actual']}"


def recurrent_rank(case: Case) -> str:
    return f"{case.short}: Expected input to be 2D or 3D, got {case['actual_rank']}D instead"


def embedding_dimension(case: Case) -> str:
    return f"was expecting embedding dimension of {case['expected']}, but got {case['actual']}"


def batch_norm(case: Case) -> str:
    name = "running_mean" if case.built.get("running_mean") else "weight"
    return f"{name} should contain {case['actual']} elements not {case['expected']}"


def instance_norm(case: Case) -> str:
    return f"expected input's size at dim=1 to match num_features ({case['expected']}), but got: {case['actual']}."


def layer_norm(case: Case) -> str:
    sizes = ", ".join(map(str, case.built["normalized_shape"]))
    return (
        f"Given normalized_shape=[{sizes}], expected input with shape [*, {sizes}], "
        f"but got input of size{listed(case.shape())}"
    )


def group_norm(case: Case) -> str:
    return (
        "Expected weight to be a vector of size equal to the number of channels in input, but got weight of shape "
        f"{listed(case.built['weight'])} and input of shape {listed(case.shape())}"
    )


def group_norm_groups(case: Case) -> str:
    if not case.inputs:
        return f"num_channels ({case['actual']}) must be divisible by num_groups ({case['groups']})"
    return (
        "Expected number of channels in input to be divisible by num_groups, but got input of shape "
        f"{listed(case.shape())} and num_groups={case['groups']}"
    )


def refused_words(case: Case) -> str:
    return case.refused.words


def heads(case: Case) -> str:
    return "embed_dim must be divisible by num_heads"


def shuffled(case: Case) -> str:
    return (
        "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, "
        f"but input.size(-3)={case['actual']} is not divisible by {case['groups']}"
    )


def norm_rank(ranks: str) -> Words:
    return lambda case: f"expected {ranks} input (got {case['actual_rank']}D input)"


def one_value(what: str) -> Words:
    return lambda case: f"Expected more than 1 {what} when training, got input size {torch_size(case['shape'])}"


def conv_rank(name: str, n: int) -> Words:
    return lambda case: (
        f"Expected {n + 1}D (unbatched) or {n + 2}D (batched) input to {name}{n}d, but got input of size: {listed(case.shape())}"
    )


def conv_vanished(case: Case) -> str:
    kernel, dilation, shape = case.built["kernel_size"], case.built["dilation"], case.shape()
    padding = _padding(case.built["padding"], len(kernel))
    padded = [size + 2 * pad for size, pad in zip(shape[-len(kernel) :], padding, strict=True)]
    reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilation, strict=True)]
    return (
        f"Calculated padded input size per channel: ({crossed(padded, ' x ')}). Kernel size: ({crossed(reach, ' x ')}). "
        "Kernel size can't be greater than actual input size"
    )


def _padding(given: Any, count: int) -> tuple[Size, ...]:
    if isinstance(given, str):
        return (0,) * count
    return tuple(given) if isinstance(given, tuple) else (given,) * count


def pool_vanished(axes: int) -> Words:
    """PyTorch's sizes of what is left; 1-d average pooling runs as a 2-d one of height 1."""

    def words(case: Case) -> str:
        shape = case.shape()[-axes - 1 :]
        kernel = _spread(case.built["kernel_size"], axes)
        stride = case.built.get("stride")
        steps = kernel if stride is None else _spread(stride, axes)
        pads = _padding(case.built.get("padding", 0), axes)
        left = [
            (size + 2 * pad - k) // step + 1 for size, k, step, pad in zip(shape[1:], kernel, steps, pads, strict=True)
        ]
        one = (1,) if axes == 1 else ()
        given, made = (shape[0], *one, *shape[1:]), (shape[0], *one, *left)
        return (
            f"Given input size: ({crossed(given)}). Calculated output size: ({crossed(made)}). Output size is too small"
        )

    return words


def _spread(given: Any, axes: int) -> tuple[Size, ...]:
    return tuple(given) if isinstance(given, (tuple, list)) else (given,) * axes


def max_pool_1d(case: Case) -> str:
    return "max_pool1d() Invalid computed output size: 0"


def reshaped(case: Case) -> str:
    return f"shape '{listed(case['target'])}' is invalid for input of size {case['elements']}"


def concatenated(case: Case) -> str:
    left, right, axis = case["left"], case["right"], case["axis"]
    if len(left) != len(right):
        return f"Tensors must have same number of dimensions: got {len(left)} and {len(right)}"
    number = next(n for n, x in enumerate(case.inputs) if x.shape == right)
    wrong = _differing(left, right, axis)
    return (
        f"Sizes of tensors must match except in dimension {axis}. Expected size {left[wrong]} but got size {right[wrong]} "
        f"for tensor number {number} in the list."
    )


def stacked(case: Case) -> str:
    first = case.shape()
    number = next(n for n, x in enumerate(case.inputs) if x.shape is not None and x.shape != first)
    shapes = f"{listed(first)} at entry 0 and {listed(case.shape(number))} at entry {number}"
    return f"stack expects each tensor to be equal size, but got {shapes}"


def _differing(left: Any, right: Any, besides: int) -> int:
    return next(
        n
        for n, (one, other) in enumerate(zip(left, right, strict=True))
        if n != besides and equal(one, other) is not True
    )


def broadcast(case: Case) -> str:
    """The sizes are compared from the last axis; the first that differ are named."""
    left, right = case["left"], case["right"]
    rank = max(len(left), len(right))
    for back in range(1, min(len(left), len(right)) + 1):
        one, other = left[-back], right[-back]
        if one != 1 and other != 1 and equal(one, other) is False:
            return (
                f"The size of tensor a ({one}) must match the size of tensor b ({other}) "
                f"at non-singleton dimension {rank - back}"
            )
    raise KeyError("sizes that differ")


def expanded(case: Case) -> str:
    target, shape = case["right"], case["left"]
    wrong = next(n for n in range(1, len(shape) + 1) if shape[-n] != 1 and equal(shape[-n], target[-n]) is False)
    return (
        f"The expanded size of the tensor ({target[-wrong]}) must match the existing size ({shape[-wrong]}) "
        f"at non-singleton dimension {len(target) - wrong}.  Target sizes: {listed(target)}.  Tensor sizes: {listed(shape)}"
    )


def multiplied(case: Case) -> str:
    left, right = case["left"], case["right"]
    if len(left) == len(right) == 1:
        return (
            f"inconsistent tensor size, expected tensor {listed(left)} and src {listed(right)} to have the same number of "
            f"elements, but got {left[0]} and {right[0]} elements respectively"
        )
    if len(right) == 1:
        rows = product(left[:-1])
        return f"size mismatch, got input ({rows}), mat ({crossed((rows, left[-1]))}), vec ({right[0]})"
    if len(left) < 3 and len(right) == 2:
        left = left if len(left) == 2 else (1, *left)
        return f"mat1 and mat2 shapes cannot be multiplied ({crossed(left)} and {crossed(right)})"
    if len(right) == 2:
        rows = product(left[:-1])
        return f"mat1 and mat2 shapes cannot be multiplied ({crossed((rows, left[-1]))} and {crossed(right)})"
    batch = product(left[:-2])
    return (
        f"Expected size for first two dimensions of batch2 tensor to be: {listed((batch, left[-1]))} "
        f"but got: {listed((batch, right[-2]))}."
    )


def batches_multiplied(case: Case) -> str | None:
    left, right = case["left"], case["right"]
    if len(left) != 3 or len(right) != 3:
        return None
    return (
        f"Expected size for first two dimensions of batch2 tensor to be: {listed((left[0], left[2]))} "
        f"but got: {listed(right[:2])}."
    )


def matmul_batches(case: Case) -> str:
    return broadcast(Case(case.op, (), Refused("", "", left=case["left"][:-2], right=case["right"][:-2])))


def too_many_indices(case: Case) -> str:
    return f"too many indices for tensor of dimension {case['actual_rank']}"


def unflattened(case: Case) -> str:
    dim, rank = case.built["dim"], len(case.shape())
    sizes = f"Provided sizes {listed(case['target'])} don't multiply up to the size of dim {dim % rank} ({case['elements']})"
    return f"unflatten: {sizes} in the input tensor"


def state(case: Case) -> str | None:
    if len(case["shape"]) != len(case["target"]):
        return None
    name = "hidden[0]" if case.short == "LSTM" else "hidden"
    return f"Expected {name} size ({', '.join(map(str, case['target']))}), got {listed(case['shape'])}"


def cell_features(case: Case) -> str:
    return f"input has inconsistent input_size: got {case['actual']} expected {case['expected']}"


def pool_rank(n: int) -> Words:
    one = "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:"
    many = f"non-empty {n + 1}D or {n + 2}D (batch mode) tensor expected for input"
    return lambda case: f"{one}{listed(case.shape())}" if n == 1 else many


def axis_range(case: Case) -> str:
    rank = max(case["actual_rank"], 1)
    return f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {case['axis']})"


def permuted(case: Case) -> str:
    rank, given = len(case.shape()), case["expected_rank"]
    return (
        "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering "
        f"of dimensions i.e. input.dim() = {rank} is not equal to len(dims) = {given}"
    )


def batch_sizes(case: Case) -> str | None:
    """What cross entropy says of targets: the batch first, then the rank, then the other sizes."""
    scores, target = case.shape(0), case.shape(1)
    if len(scores) > 1 and target and equal(scores[0], target[0]) is False:
        return f"Expected input batch_size ({scores[0]}) to match target batch_size ({target[0]})."
    if len(scores) == 2:
        return "0D or 1D target tensor expected, multi-target not supported"
    if len(scores) == 3 and len(target) == 2:
        return f"Expected target size {listed((scores[0], *scores[2:]))}, got {listed(target)}"
    if len(scores) == 4 and len(target) != 3:
        return f"only batches of spatial targets supported (3D tensors) but got targets of dimension: {len(target)}"
    if len(scores) == 4:
        return f"size mismatch (got input: {listed(scores)} , target: {listed(target)}"
    return None


def bce(case: Case) -> str:
    sizes = torch_size(case["right"]), torch_size(case["left"])
    return (
        f"Using a target size ({sizes[0]}) that is different to the input size ({sizes[1]}) is deprecated. "
        "Please ensure they have the same size."
    )


def bce_with_logits(case: Case) -> str:
    return f"Target size ({torch_size(case['right'])}) must be the same as input size ({torch_size(case['left'])})"


def embedding_dtype(case: Case) -> str:
    return (
        "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
        f"torch.{_DTYPES[case['given']]}Tensor instead (while checking arguments for embedding)"
    )


def target_dtype(case: Case) -> str:
    if case["needed"] != "int64":
        return f"Expected floating point type for target with class probabilities, got {_DTYPES[case['given']]}"
    return f"expected target dtype to be Long or Byte, but got {_DTYPES[case['given']]}"


def bce_dtype(case: Case) -> str:
    return f"Found dtype {_DTYPES[case['given']]} but expected Float"


def logits_dtype(case: Case) -> str:
    return f"result type Float can't be cast to the desired output type {_DTYPES[case['given']]}"


def linear_dtype(case: Case) -> str:
    return f"mat1 and mat2 must have the same dtype, but got {_DTYPES[case['given']]} and Float"


_C_TYPES: Final = {
    "int64": "long int", "int32": "int", "int16": "short int", "int8": "signed char", "uint8": "unsigned char",
    "float64": "double", "float16": "c10::Half", "bool": "bool",
}  # fmt: skip


def conv_dtype(case: Case) -> str:
    if case.built.get("bias") is None:
        return f"expected scalar type {_DTYPES[case['given']]} but found Float"
    return f"Input type ({_C_TYPES[case['given']]}) and bias type (float) should be the same"


def one_hot_dtype(case: Case) -> str:
    return "one_hot is only applicable to index tensor of type LongTensor."


_AXES: Final = (1, 2, 3)
_NORM_RANKS: Final = {1: "2D or 3D", 2: "4D", 3: "5D"}
_INSTANCE_RANKS: Final = {1: "2D or 3D", 2: "3D or 4D", 3: "4D or 5D"}

MESSAGES: Final = Wording(
    "PyTorch",
    {
        **{("channel-mismatch", f"Conv{n}d"): conv_channels for n in _AXES},
        **{("channel-mismatch", f"ConvTranspose{n}d"): conv_channels for n in _AXES},
        ("feature-mismatch", "Linear"): linear,
        **{("feature-mismatch", name): recurrent_features for name in ("RNN", "LSTM", "GRU")},
        **{("rank-mismatch", name): recurrent_rank for name in ("RNN", "LSTM", "GRU")},
        ("feature-mismatch", "multi_head_attention_forward_of"): embedding_dimension,
        **{("feature-mismatch", f"{name}Cell"): cell_features for name in ("RNN", "LSTM", "GRU")},
        **{("state-mismatch", name): state for name in ("RNN", "LSTM", "GRU")},
        ("feature-mismatch", "TransformerEncoderLayer"): embedding_dimension,
        ("feature-mismatch", "TransformerDecoderLayer"): embedding_dimension,
        **{("norm-mismatch", f"BatchNorm{n}d"): batch_norm for n in _AXES},
        **{("norm-mismatch", f"InstanceNorm{n}d"): instance_norm for n in _AXES},
        ("norm-mismatch", "LayerNorm"): layer_norm,
        ("norm-mismatch", "GroupNorm"): group_norm,
        ("group-mismatch", "GroupNorm"): group_norm_groups,
        ("group-mismatch", "group_norm"): group_norm_groups,
        ("group-mismatch", "__init__"): heads,
        **{("group-mismatch", name): shuffled for name in ("PixelShuffle", "pixel_shuffle")},
        **{("group-mismatch", f"Conv{n}d"): refused_words for n in _AXES},
        **{("group-mismatch", f"ConvTranspose{n}d"): refused_words for n in _AXES},
        **{("rank-mismatch", f"Conv{n}d"): conv_rank("conv", n) for n in _AXES},
        **{("rank-mismatch", f"ConvTranspose{n}d"): conv_rank("conv_transpose", n) for n in _AXES},
        **{("rank-mismatch", f"BatchNorm{n}d"): norm_rank(_NORM_RANKS[n]) for n in _AXES},
        **{("rank-mismatch", f"InstanceNorm{n}d"): norm_rank(_INSTANCE_RANKS[n]) for n in _AXES},
        **{("vanished-size", f"Conv{n}d"): conv_vanished for n in _AXES},
        **{("vanished-size", name): pool_vanished(2) for name in ("MaxPool2d", "AvgPool2d", "max_pool2d", "avg_pool2d")},
        **{("vanished-size", name): pool_vanished(3) for name in ("MaxPool3d", "max_pool3d")},
        **{("vanished-size", name): pool_vanished(1) for name in ("AvgPool1d", "avg_pool1d")},
        **{("vanished-size", name): max_pool_1d for name in ("MaxPool1d", "max_pool1d")},
        **{("reshape-mismatch", name): reshaped for name in ("view", "reshape")},
        **{("concat-mismatch", name): concatenated for name in ("cat", "concat", "concatenate")},
        ("concat-mismatch", "stack"): stacked,
        **{("reshape-mismatch", name): unflattened for name in ("unflatten", "Unflatten")},
        ("broadcast-mismatch", "bmm"): batches_multiplied,
        ("broadcast-mismatch", "matmul"): matmul_batches,
        ("axis-out-of-range", "getitem"): too_many_indices,
        ("axis-out-of-range", "__getitem__"): too_many_indices,
        ("rank-mismatch", "MaxPool1d"): pool_rank(1),
        ("rank-mismatch", "MaxPool2d"): pool_rank(2),
        **{("invalid-argument", name): refused_words for name in ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d")},
        ("rank-mismatch", "multi_head_attention_forward_of"): refused_words,
        ("broadcast-mismatch", ""): broadcast,
        ("broadcast-mismatch", "expand"): expanded,
        ("matmul-mismatch", ""): multiplied,
        ("axis-out-of-range", ""): axis_range,
        ("rank-mismatch", "permute"): permuted,
        **{(kind, name): batch_sizes for kind in ("rank-mismatch", "broadcast-mismatch")
           for name in ("cross_entropy", "nll_loss", "CrossEntropyLoss", "NLLLoss")},
        **{("broadcast-mismatch", name): bce for name in ("binary_cross_entropy", "BCELoss")},
        **{("broadcast-mismatch", name): bce_with_logits for name in ("binary_cross_entropy_with_logits", "BCEWithLogitsLoss")},
        **{("too-few-values", f"BatchNorm{n}d"): one_value("value per channel") for n in _AXES},
        **{("too-few-values", f"InstanceNorm{n}d"): one_value("spatial element") for n in _AXES},
        **{("dtype-mismatch", name): embedding_dtype for name in ("Embedding", "embedding")},
        **{("dtype-mismatch", name): target_dtype for name in ("cross_entropy", "nll_loss", "CrossEntropyLoss", "NLLLoss")},
        **{("dtype-mismatch", name): bce_dtype for name in ("BCELoss", "binary_cross_entropy")},
        **{("dtype-mismatch", name): logits_dtype for name in ("BCEWithLogitsLoss", "binary_cross_entropy_with_logits")},
        ("dtype-mismatch", "Linear"): linear_dtype,
        **{("dtype-mismatch", f"Conv{n}d"): conv_dtype for n in _AXES},
        ("dtype-mismatch", "one_hot"): one_hot_dtype,
    },
)  # fmt: skip
"""By kind of fact and documented name."""


def tell(case: Case) -> Told:
    """PyTorch's message, and the figures of a mend."""
    return MESSAGES.said(case), figures(case)
