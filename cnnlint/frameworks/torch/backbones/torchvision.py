"""torchvision where its source is not at hand: the classification models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.torch.backbones import building, extraction, records
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("torchvision", fallback=True, firm=extraction.FIRM)
extraction.declare(LIBRARY)
WITHOUT_EFFECT = frozenset(
    [
        "weights",
        "pretrained",
        "progress",
        "init_weights",
        "zero_init_residual",
        "dropout",
        "dropout_rate",
        "drop_rate",
        "stochastic_depth_prob",
    ]
)
"""Arguments that change no shape."""


def builder(name: str) -> Native:
    """The function that makes a model."""

    def make(vm: Interpreter, *args: Value, **options: Value) -> Value:
        record = records.record("torchvision", name)
        other = [option for option in options if option not in WITHOUT_EFFECT and option != "num_classes"]
        if other:
            return vm.unknown(f"{name}({other[0]}=…): the source of torchvision is not at hand")
        changes = {}
        for path in record["heads"] if "num_classes" in options else ():
            width = next(word for word in ("out_features", "out_channels") if word in record["modules"][path][1])
            changes[path] = {width: options["num_classes"]}
        return building.build(vm, "torchvision", name, changes)

    return Native(f"torchvision.models.{name}", make)


for _name, _home in records.homes("torchvision").items():
    _made = builder(_name)
    LIBRARY.add(f"torchvision.models.{_name}", _made)
    LIBRARY.add(f"{_home}.{_name}", _made)


@LIBRARY.function("torchvision.models.get_model")
def get_model(vm: Interpreter, name: Value, **options: Value) -> Value:
    """A model by its name."""
    known = isinstance(name, str) and name in records.homes("torchvision")
    return (
        vm.call(LIBRARY.lookup(f"torchvision.models.{name}"), (), options) if known else vm.unknown("a model by name")
    )
