"""An edited network of Keras, built and run: its last map, parameters, multiply-accumulates and field."""

from __future__ import annotations

import re
from contextlib import suppress
from math import prod
from typing import Any

from graph.fields.oracle import built_in_keras
from variation.measured import Measured, longest
from variation.wording import Action, actions


def measured(text: str, words: str, notes: tuple[str, ...], reach: list[int]) -> Measured:
    """What the program of a text gives once it has been edited as the words say. Raises what Keras raises."""
    assert not any("features" in note for note in notes), "Keras builds its layers for what comes in"
    for action in actions(words) if words else []:
        text = edited(text, action)
    shape = re.search(r"keras\.Input\((\(.+\))\)", text)
    assert shape is not None
    sizes = eval(shape[1])  # noqa: S307
    body, _, _ = text.partition("# head")
    features = f"{body}model = keras.Model(inputs, x)\n"
    map_ = space_of(features)["model"].output.shape[1:-1]
    model = space_of(text)["model"]
    open_ = features.replace(shape[0], f"keras.Input({(*[None] * (len(sizes) - 1), sizes[-1])})")
    field: tuple[int | None, ...] = (None,) * len(reach)
    with suppress(ValueError):  # weights for each position need a size
        field = longest(built_in_keras(open_), sizes[-1], list(sizes[:-1]), reach, last=True)
    return Measured(tuple(map_), field, model.count_params(), sum(map(macs_of, model.layers)))


def space_of(text: str) -> dict[str, Any]:
    """What a program makes."""
    space: dict[str, Any] = {}
    exec(text, space)  # noqa: S102 - the tests' own programs
    return space


def edited(text: str, action: Action) -> str:
    """The text with one action carried out."""
    if action.what == "average":
        return re.sub(rf"^{action.name} = .*$", f"{action.name} = layers.{action.text}", text, flags=re.M)
    if action.what == "given":
        return re.sub(rf"^({action.name} = .*)$", lambda match: with_arguments(match[1], action.text), text, flags=re.M)
    conv, norm = re.fullmatch(r"(\w+\(.*\))(?: (\w+))?", action.text).groups()  # type: ignore[union-attr]
    calls = "".join(f"\n\\1 = layers.{layer}(\\1)" for layer in [conv, *([f"{norm}()"] if norm else [])])
    return re.sub(rf"^(\w+) = {action.name}\(.*\)$", rf"\g<0>{calls}", text, flags=re.M)


def with_arguments(line: str, arguments: str) -> str:
    """A definition with arguments changed or added, the kernel being the last one that is given by position."""
    for name, value in re.findall(r"(\w+)=(\([^)]*\)|[^,]+)", arguments):
        if name == "kernel_size":
            line = re.sub(r"(layers\.\w+\((?:\d+, )?)\d+(?=,|\))", rf"\g<1>{value}", line)
        elif name == "strides" and "Pooling" in line:
            line = re.sub(r"(Pooling\dD\(\d+)(, \d+)?", rf"\g<1>, {value}", line)
        elif f"{name}=" in line:
            line = re.sub(rf"{name}=\d+", f"{name}={value}", line)
        else:
            line = f"{line.rstrip()[:-1]}, {name}={value})"
    return line


def macs_of(layer: Any) -> int:
    """The multiply-accumulates of all calls of a layer, for one sample."""
    total = 0
    for node in layer._inbound_nodes:
        shape = node.output_tensors[0].shape[1:]
        for weight in layer.weights:
            if "kernel" in weight.name:
                total += prod(shape[:-1]) * prod(weight.shape)
    return total
