"""What Keras keeps for the length of a program: automatic names, the classes and models made so far, and what models are fed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.origins import origin_of
from cnnlint.interpreter.values import Log

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnnlint.graph import Location, Tensor
    from cnnlint.interpreter.values import ClassValue, Instance, Value
    from cnnlint.interpreter.vm import Interpreter


@dataclass(eq=False, slots=True)
class Seen:
    """What the program feeds a model that has no graph: the arguments of its `call`, where the shapes are from in words, and the place."""

    args: tuple[Value, ...]
    origin: str
    at: Location | None


def seen(vm: Interpreter) -> dict[int, Seen]:
    """What models and layers have been fed so far, by id; the first time counts."""
    found: dict[int, Seen] = vm.state.setdefault("keras.seen", {})
    return found


def data_sets(vm: Interpreter) -> dict[int, tuple[str, Location]]:
    """The data that models were fed first, by id: their name, and where they are loaded."""
    found: dict[int, tuple[str, Location]] = vm.state.setdefault("keras.data_sets", {})
    return found


def note_data(vm: Interpreter, model: Instance, tensors: Iterable[Tensor]) -> None:
    """Remember what data a model that has no shape yet is fed, if they say what they are."""
    found = next((one for one in map(origin_of, tensors) if one is not None), None)
    if found is not None and found.origin and found.learnt is not None:
        data_sets(vm).setdefault(id(model), (found.origin, found.learnt))


def ran(vm: Interpreter) -> dict[int, Instance]:
    """The layers that have been called so far, by id."""
    found: dict[int, Instance] = vm.state.setdefault("keras.ran", {})
    return found


def counters(vm: Interpreter) -> dict[str, int]:
    """How often each automatic name has been given."""
    found: dict[str, int] = vm.state.setdefault("keras.names", {})
    return found


def auto_name(vm: Interpreter, class_name: str) -> str:
    """The name that Keras gives to an object of a class: `conv2d`, then `conv2d_1`."""
    prefix, given = snake_case(class_name), counters(vm)
    count = given.get(prefix, 0)
    given[prefix] = count + 1
    return f"{prefix}_{count}" if count else prefix


def snake_case(name: str) -> str:
    """`global_average_pooling2d` of `GlobalAveragePooling2D`."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def used(vm: Interpreter) -> set[ClassValue]:
    """The classes of the layers made so far, with their bases."""
    found: set[ClassValue] = vm.state.setdefault("keras.used", set())
    return found


def made(vm: Interpreter) -> list[Instance]:
    """The models made so far, in order."""
    found: list[Instance] = vm.state.setdefault("keras.made", Log())
    return found


def note_made(vm: Interpreter, model: Instance) -> None:
    """Remember a model for as long as the path counts on which it is made."""
    found = made(vm)
    vm.touch(found)
    found.append(model)


def may_be_keras_2(vm: Interpreter) -> bool:
    """Whether the program may run on Keras 2, which `tensorflow.keras` was until TensorFlow 2.16."""
    return "tensorflow" in vm.roots
