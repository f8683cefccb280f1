"""Dropout and noise: what they do in training changes no shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import tensor
from cnnlint.frameworks.keras.layers.define import checked_format, is_no_number, layer, refuse
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.norm import check_ranks

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def run(vm: Interpreter, self: Instance, inputs: Value, training: Value = None) -> Tensor:
    return tensor(inputs)


def described(self: Instance, inputs: Sequence[Tensor]) -> dict[str, object]:
    rate = plain(self.attrs.get("rate"))
    return {"role": "dropout", **({"rate": rate} if isinstance(rate, (int, float)) else {})}


def check_rate(vm: Interpreter, self: Instance) -> None:
    """Refuse a rate that is no share."""
    rate = plain(self.attrs["rate"])
    if isinstance(rate, (int, float)) and not 0 <= rate <= 1:
        refuse(
            vm,
            "rate",
            rate,
            f"invalid value received for argument `rate`: expected a float between 0 and 1, and is {rate}",
        )
    elif rate is None or is_no_number(rate):
        refuse(vm, "rate", rate, "`rate` must be a number between 0 and 1")


@layer("Dropout", run=run, attributes=described)
def dropout(
    vm: Interpreter, self: Instance, rate: Value, noise_shape: Value = None, seed: Value = None, **kwargs: Value
) -> None:
    check_rate(vm, self)


@layer("AlphaDropout", run=run, attributes=described)
def alpha_dropout(
    vm: Interpreter, self: Instance, rate: Value, noise_shape: Value = None, seed: Value = None, **kwargs: Value
) -> None:
    check_rate(vm, self)


@layer("GaussianDropout", run=run, attributes=described)
def gaussian_dropout(vm: Interpreter, self: Instance, rate: Value, seed: Value = None, **kwargs: Value) -> None:
    check_rate(vm, self)


@layer("GaussianNoise", run=run, attributes=lambda self, inputs: {"role": "identity"})
def gaussian_noise(vm: Interpreter, self: Instance, stddev: Value, seed: Value = None, **kwargs: Value) -> None: ...


def spatial(n: int) -> None:
    """Dropout of whole channels."""

    def run_spatial(vm: Interpreter, self: Instance, inputs: Value, training: Value = None) -> Tensor:
        check_ranks(tensor(inputs), (n + 2,))
        return tensor(inputs)

    if n == 1:

        @layer("SpatialDropout1D", run=run_spatial, attributes=described)
        def dropout_1d(vm: Interpreter, self: Instance, rate: Value, seed: Value = None, **kwargs: Value) -> None:
            check_rate(vm, self)

    else:

        @layer(f"SpatialDropout{n}D", run=run_spatial, attributes=described)
        def dropout_nd(
            vm: Interpreter, self: Instance, rate: Value, data_format: Value = None, seed: Value = None, **kwargs: Value
        ) -> None:
            check_rate(vm, self)
            checked_format(vm, self)


for _n in (1, 2, 3):
    spatial(_n)
