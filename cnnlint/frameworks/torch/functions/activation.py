"""Activations, softmax and dropout of `torch.nn.functional`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch.arguments import Body, kind_of
from cnnlint.frameworks.torch.functions.define import OUT, everywhere, op
from cnnlint.frameworks.torch.functions.elementwise import retyped
from cnnlint.frameworks.torch.types import element_type
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value, is_host
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axis_of, invalid
from cnnlint.symbolic import Size, equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def acting(*names: str, called: str) -> Callable[[Body], Body]:
    """The declaration of a function that acts on each element."""
    return op(*names, role="activation", attributes=lambda given: {"activation": called})


for _name, _called in (("silu", "silu"), ("mish", "mish"), ("relu6", "relu6"), ("hardswish", "hard_swish"),
                       ("hardsigmoid", "hard_sigmoid"), ("selu", "selu")):  # fmt: skip

    @acting(f"F.{_name}", called=_called)
    def in_place_activation(vm: Interpreter, input: Tensor, inplace: Value = False) -> Tensor:
        return input


@acting("F.relu", called="relu")
def relu(vm: Interpreter, input: Tensor, inplace: Value = False) -> Tensor:
    return input


for _name in ("relu", "selu"):

    @acting(f"F.{_name}_", f"torch.{_name}", f"torch.{_name}_", called=_name)
    def native_relu(vm: Interpreter, input: Tensor) -> Tensor:
        return input


for _name, _called in (("logsigmoid", "log_sigmoid"), ("softsign", "softsign"), ("tanhshrink", "tanhshrink")):

    @acting(f"F.{_name}", called=_called)
    def bare_activation(vm: Interpreter, input: Tensor) -> Tensor:
        return input


@acting("F.elu", called="elu")
def elu(vm: Interpreter, input: Tensor, alpha: Value = 1.0, inplace: Value = False) -> Tensor:
    return input


@acting("F.celu", called="celu")
def celu(vm: Interpreter, input: Tensor, alpha: Value = 1.0, inplace: Value = False) -> Tensor:
    if plain(alpha) == 0:
        raise invalid(input, "alpha", alpha, "is 0", input)
    return input


@acting("F.elu_", called="elu")
def native_elu(vm: Interpreter, input: Tensor, alpha: Value = 1.0, scale: Value = 1, input_scale: Value = 1) -> Tensor:
    return input


@acting("F.celu_", "torch.celu", "torch.celu_", called="celu")
def native_celu(vm: Interpreter, input: Tensor, alpha: Value = 1.0) -> Tensor:
    return input


@acting("F.leaky_relu", called="leaky_relu")
def leaky_relu(vm: Interpreter, input: Tensor, negative_slope: Value = 0.01, inplace: Value = False) -> Tensor:
    return input


@acting("F.leaky_relu_", called="leaky_relu")
def native_leaky_relu(vm: Interpreter, input: Tensor, negative_slope: Value = 0.01) -> Tensor:
    return input


@acting("F.gelu", called="gelu")
def gelu(vm: Interpreter, input: Tensor, *, approximate: Value = "none") -> Tensor:
    check_approximation(input, approximate)
    return input


def check_approximation(x: Tensor, approximate: Value) -> None:
    """Refuse an approximation that PyTorch does not have."""
    given = plain(approximate)
    if isinstance(given, str) and given not in ("none", "tanh"):
        raise invalid(x, "approximate", given, "argument must be either none or tanh.", x)


@acting("F.softplus", called="softplus")
def softplus(vm: Interpreter, input: Tensor, beta: Value = 1, threshold: Value = 20) -> Tensor:
    return input


@acting("F.hardtanh", called="hard_tanh")
def hardtanh(
    vm: Interpreter, input: Tensor, min_val: Value = -1.0, max_val: Value = 1.0, inplace: Value = False
) -> Tensor:
    return bounded(input, min_val, max_val)


@acting("F.hardtanh_", called="hard_tanh")
def native_hardtanh(vm: Interpreter, input: Tensor, min_val: Value = -1.0, max_val: Value = 1.0) -> Tensor:
    return bounded(input, min_val, max_val)


def bounded(x: Tensor, low: Value, high: Value) -> Tensor:
    """The tensor; refuses bounds in the wrong order."""
    one, two = plain(low), plain(high)
    if isinstance(one, (int, float)) and isinstance(two, (int, float)) and one > two:
        words = "min_val cannot be greater than max_val"
        raise Raises("ValueError", "invalid-argument", words, x, argument="min_val", value=str(one))
    return x


@acting("F.threshold", called="threshold")
def threshold(vm: Interpreter, input: Tensor, threshold: Value, value: Value, inplace: Value = False) -> Tensor:
    return input


@acting("F.threshold_", "torch.threshold", "torch.threshold_", called="threshold")
def native_threshold(vm: Interpreter, input: Tensor, threshold: Value, value: Value) -> Tensor:
    return input


@acting("F.rrelu", called="rrelu")
def rrelu(
    vm: Interpreter,
    input: Tensor,
    lower: Value = 0.125,
    upper: Value = 1 / 3,
    training: Value = False,
    inplace: Value = False,
) -> Tensor:
    return input


@acting("F.rrelu_", "torch.rrelu", "torch.rrelu_", called="rrelu")
def native_rrelu(
    vm: Interpreter,
    input: Tensor,
    lower: Value = 0.125,
    upper: Value = 1 / 3,
    training: Value = False,
    generator: Value = None,
) -> Tensor:
    return input


@acting("F.hardshrink", *everywhere("hardshrink"), called="hardshrink")
def hardshrink(vm: Interpreter, input: Tensor, lambd: Value = 0.5, *, out: Value = None) -> Tensor:
    return input


@acting("F.softshrink", called="softshrink")
def softshrink(vm: Interpreter, input: Tensor, lambd: Value = 0.5) -> Tensor:
    if isinstance(plain(lambd), (int, float)) and plain(lambd) < 0:
        raise invalid(input, "lambda", lambd, "must be greater or equal to 0", input)
    return input


@acting("F.prelu", *everywhere("prelu"), called="prelu")
def prelu(vm: Interpreter, input: Tensor, weight: Tensor) -> Tensor:
    check_slopes(input, weight.shape)
    return input


def check_slopes(x: Tensor, weight: tuple[Size, ...] | None) -> None:
    """Refuse slopes that are neither one number nor one for each channel."""
    if weight is None or x.shape is None or weight == ():
        return
    if len(weight) != 1:
        words = "prelu: Expected `weight` to be a scalar or 1D tensor"
        raise Refused("rank-mismatch", words, x, expected_rank=1, actual_rank=len(weight), shape=weight)
    if equal(weight[0], 1) is not False:
        return
    if not x.shape:
        raise Refused("rank-mismatch", "Not allow zero-dim input tensor.", x, expected_rank=1, actual_rank=0, shape=())
    channels: Size = x.shape[1] if len(x.shape) > 1 else 1
    if equal(weight[0], channels) is False:
        words = f"has slopes for {weight[0]} channels and gets {channels}"
        raise Refused("norm-mismatch", words, x, expected=weight[0], actual=channels)


# --- softmax ----------------------------------------------------------------------------------------------------------


def soft_attributes(called: str) -> Any:
    """What rules may ask of a softmax."""

    def described(given: Mapping[str, Any]) -> Mapping[str, object]:
        axis = given.get("dim")
        return {"activation": called, **({"axis": axis} if isinstance(axis, int) else {})}

    return described


def softened(x: Tensor, dim: int | None, dtype: Value = None) -> Tensor:
    """A softmax; where no axis is named PyTorch takes 0 for 0, 1 and 3 axes, else 1."""
    made = ops.softmax(x, implied_axis(x) if dim is None else dim).tensor
    return made if dtype is None else retyped(made, element_type(dtype))


def implied_axis(x: Tensor) -> int:
    """The axis of a softmax that none was named for."""
    return 0 if x.rank in (None, 0, 1, 3) else 1


def declare_softmax(name: str) -> None:
    """The functions and the method of one kind."""

    @op(f"F.{name}", role="softmax", attributes=soft_attributes(name))
    def python_form(
        vm: Interpreter, input: Tensor, dim: int | None = None, _stacklevel: Value = 3, dtype: Value = None
    ) -> Tensor:
        return softened(input, dim, dtype)

    @op(*everywhere(name), role="softmax", attributes=soft_attributes(name), options=OUT)
    def native_form(vm: Interpreter, input: Tensor, dim: int, dtype: Value = None, **options: Value) -> Tensor:
        return softened(input, dim, dtype)

    @op(f"torch.special.{name}", role="softmax", attributes=soft_attributes(name))
    def special_form(vm: Interpreter, input: Tensor, dim: int, *, dtype: Value = None) -> Tensor:
        return softened(input, dim, dtype)


declare_softmax("softmax")
declare_softmax("log_softmax")


@op("F.softmin", role="softmax", attributes=soft_attributes("softmax"))
def softmin(
    vm: Interpreter, input: Tensor, dim: int | None = None, _stacklevel: Value = 3, dtype: Value = None
) -> Tensor:
    return softened(input, dim, dtype)


@op("F.gumbel_softmax", role="softmax", attributes=soft_attributes("softmax"))
def gumbel_softmax(
    vm: Interpreter, logits: Tensor, tau: Value = 1, hard: Value = False, eps: Value = 1e-10, dim: int = -1
) -> Tensor:
    return softened(logits, dim)


@op("F.glu", role="activation", attributes=lambda given: {"activation": "glu"})
def glu(vm: Interpreter, input: Tensor, dim: int = -1) -> Tensor:
    return gated(input, dim)


def gated(x: Tensor, dim: int) -> Tensor:
    """One half of an axis, scaled by the other."""
    if x.shape is None:
        raise NotKnown("the rank of a tensor")
    if not x.shape:
        raise Refused(
            "rank-mismatch",
            "glu does not support 0-dimensional tensors",
            None,
            expected_rank=1,
            actual_rank=0,
            shape=(),
        )
    size = x.shape[axis_of(x, dim)]
    halves = ops.chunk(x, 2, dim)
    if equal(size % 2, 0) is False:
        raise invalid(x, "dim", dim, f"has {size} elements, which cannot be halved")
    if halves is None:
        raise NotKnown("the halves of a tensor of unknown rank")
    return halves[0]


# --- dropout ----------------------------------------------------------------------------------------------------------


def rate_alone(given: Mapping[str, Any]) -> Mapping[str, object]:
    """What rules may ask of a dropout that is told whether it acts, or does not by default."""
    share = plain(given.get("p", 0.5))
    return {"rate": share} if isinstance(share, (int, float)) and not isinstance(share, bool) else {}


def rate(given: Mapping[str, Any]) -> Mapping[str, object]:
    """What rules may ask of a dropout that acts unless it is told not to."""
    return {**rate_alone(given), "always": "training" not in given}


def dropped(x: Tensor, p: Value) -> Tensor:
    """The tensor; refuses a share that is none."""
    share = plain(p)
    if isinstance(share, (int, float)) and not 0.0 <= share <= 1.0:
        words = f"dropout probability has to be between 0 and 1, but got {share}"
        raise Raises("ValueError", "invalid-argument", words, x, argument="p", value=str(share))
    if is_host(share) and not isinstance(share, (int, float)):
        words = f"dropout probability must be a number, not {kind_of(p)}"
        raise Raises("TypeError", "invalid-argument", words, x, argument="p", value=kind_of(p))
    return x


@op("F.dropout", role="dropout", attributes=rate)
def dropout(vm: Interpreter, input: Tensor, p: Value = 0.5, training: Value = True, inplace: Value = False) -> Tensor:
    return dropped(input, p)


@op("F.alpha_dropout", "F.feature_alpha_dropout", role="dropout", attributes=rate_alone)
def alpha_dropout(
    vm: Interpreter, input: Tensor, p: Value = 0.5, training: Value = False, inplace: Value = False
) -> Tensor:
    return dropped(input, p)


@op(
    "torch.dropout",
    "torch.feature_dropout",
    "torch.alpha_dropout",
    "torch.feature_alpha_dropout",
    role="dropout",
    attributes=rate_alone,
)
def native_dropout(vm: Interpreter, input: Tensor, p: Value, train: Value) -> Tensor:
    return dropped(input, p)


def check_channels(x: Tensor, n: int, *, in_training: bool) -> None:
    """Refuse a tensor of which no channels can be dropped."""
    if n == 1 and x.rank not in (None, 2, 3):
        words = f"dropout1d: Expected 2D or 3D input, but received a {x.rank}D input."
        raise Refused("rank-mismatch", words, x, expected_rank=3, actual_rank=x.rank, shape=x.shape)
    if in_training and x.rank is not None and x.rank < (1 if n == 3 else 2):
        words = "Feature dropout requires at least 2 dimensions in the input"
        raise Refused("rank-mismatch", words, x, expected_rank=2, actual_rank=x.rank, shape=x.shape)


def declare_channel_dropout(n: int) -> None:
    """Dropout of whole channels."""

    @op(f"F.dropout{n}d", role="dropout", attributes=rate)
    def channel_dropout(
        vm: Interpreter, input: Tensor, p: Value = 0.5, training: Value = True, inplace: Value = False
    ) -> Outcome:
        dropped(input, p)
        check_channels(input, n, in_training=training is True)
        return Outcome(input)


for _n in (1, 2, 3):
    declare_channel_dropout(_n)
