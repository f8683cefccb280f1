"""An edited network of PyTorch, built and run: its last map, parameters, multiply-accumulates and field."""

from __future__ import annotations

import re
from typing import Any

import torch
from torch import nn

from variation.measured import Measured, longest
from variation.wording import Action, actions, widths

COUNTED = (nn.Conv1d, nn.Conv2d, nn.Conv3d, nn.ConvTranspose2d)


def measured(text: str, words: str, notes: tuple[str, ...], reach: list[int]) -> Measured:
    """What the program of a text gives once it has been edited as the words say. Raises what PyTorch raises."""
    asked = actions(words) if words else []
    for action in asked:
        if action.what == "after" and (line := re.search(r" at line (\d+)$", action.name)):
            text = with_line(text, int(line[1]), action.text)
    body, _, shape = text.partition("net = Net()\nnet(torch.zeros(")
    space: dict[str, Any] = {}
    exec(body, space)  # noqa: S102 - the tests' own programs
    net = space["Net"]().eval()
    for action in asked:
        apply(net, action)
    for name, features in widths(notes).items():
        put(net, name, nn.Linear(features, net.get_submodule(name).out_features))
    sizes = [int(size) for size in shape.rstrip(")\n").split(",")]
    return run(net, sizes, reach)


def with_line(text: str, number: int, layer: str) -> str:
    """The text with a line behind the one of this number, which puts what it has made through a layer."""
    lines = text.split("\n")
    line = lines[number - 1]
    target, indent = line.split()[0], line[: len(line) - len(line.lstrip())]
    assert layer.startswith("MaxPool"), layer
    lines.insert(number, f"{indent}{target} = nn.{layer}({target})")
    return "\n".join(lines)


def apply(net: nn.Module, action: Action) -> None:
    """Carry out one action on the modules of a network."""
    name = action.name.split(" ")[-1] if not re.search(r" at line \d+$", action.name) else ""
    if action.what == "average":
        head, mean = net.head, eval(f"nn.{action.text}", {"nn": nn})  # noqa: S307
        net.head = lambda x: head(mean(x))
    elif action.what == "given":
        put(net, name, rebuilt(net.get_submodule(name), eval(f"dict({action.text})")))  # noqa: S307
    elif name:
        parts = re.fullmatch(r"(\w+\(.*\))(?: (\w+))?", action.text)
        assert parts is not None
        layer: nn.Module = eval(f"nn.{parts[1]}", {"nn": nn})  # noqa: S307
        if parts[2]:
            layer = nn.Sequential(layer, getattr(nn, parts[2])(layer.out_channels))
        net.__dict__.setdefault("behind", []).append(layer.eval())
        net.get_submodule(name).register_forward_hook(lambda module, args, result: layer(result))


def put(net: nn.Module, name: str, module: nn.Module) -> None:
    """Put a module in the place of another."""
    parent, _, leaf = name.rpartition(".")
    setattr(net.get_submodule(parent), leaf, module)


def rebuilt(old: nn.Module, given: dict[str, Any]) -> nn.Module:
    """A convolution or pool with other arguments."""
    if isinstance(old, COUNTED):
        names = ("in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups")
        return type(old)(**{**{name: getattr(old, name) for name in names}, "bias": old.bias is not None, **given})
    return type(old)(**{**{name: getattr(old, name) for name in ("kernel_size", "stride", "padding")}, **given})


def run(net: nn.Module, shape: list[int], reach: list[int]) -> Measured:
    """The figures of a network on inputs of this shape."""
    macs = 0
    modules = [module for root in (net, *net.__dict__.get("behind", ())) for module in root.modules()]
    weights = [one for root in (net, *net.__dict__.get("behind", ())) for one in root.parameters()]

    def count(module: nn.Module, args: Any, result: torch.Tensor) -> None:
        nonlocal macs
        writes = isinstance(module, nn.ConvTranspose2d)
        positions = (args[0] if writes else result).numel() // (module.in_channels if writes else module.out_channels)
        macs += positions * module.weight.numel()

    def count_dense(module: nn.Module, args: Any, result: torch.Tensor) -> None:
        nonlocal macs
        macs += result.numel() * module.in_features

    hooks = [m.register_forward_hook(count, prepend=True) for m in modules if isinstance(m, COUNTED)]
    hooks += [m.register_forward_hook(count_dense) for m in modules if isinstance(m, nn.Linear)]
    with torch.no_grad():
        features = net.features(torch.zeros(shape))
        net.head(features)
    for hook in hooks:
        hook.remove()
    with torch.no_grad():
        for parameter in weights:
            parameter.fill_(1 / parameter[0].numel() if parameter.dim() > 1 else 0)
        for module in modules:
            if isinstance(module, nn.modules.batchnorm._BatchNorm):
                module.weight.fill_(1)
    for module in net.__dict__.get("behind", ()):
        module.double()
    field = longest(net.double().features, shape[1], shape[2:], reach, last=False)
    return Measured(tuple(features.shape[2:]), field, sum(one.numel() for one in weights), macs)
