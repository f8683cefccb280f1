"""docs/torch-coverage.md lists what of the installed PyTorch cnnlint has no entry for. `CNNLINT_UPDATE_DOCS=1` writes it anew."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest

from support.pages import check_page

torch = pytest.importorskip("torch")

INTRODUCTION = """\
# What of PyTorch is not modelled

The names of PyTorch {version} that cnnlint has no entry for. A call of one of them gives a value that is not known: nothing is said of what
hangs on it, no rule fires on it, and the call is counted under *Not understood* with its line ("torch.geqrf is not modelled"). All other
layers and functions of these places have an entry. The tests make this page.
"""
PLACES = {
    "torch.nn": "Layers",
    "torch.nn.functional": "Functions of `torch.nn.functional`",
    "torch.Tensor": "Methods of tensors",
    "torch": "Functions of `torch`",
    "torch.linalg": "Functions of `torch.linalg`",
    "torch.fft": "Functions of `torch.fft`",
    "torch.special": "Functions of `torch.special`",
}
LAYERS_WITHOUT_ENTRY = {"Container"}
"""What `torch.nn` keeps of old and no program builds a model of."""


def values() -> dict[str, Any]:
    from cnnlint.frameworks.registry import framework

    return framework("torch").library("torch").values


def public(place: str) -> Iterator[str]:
    """The layers of `torch.nn`; the functions or methods of another place."""
    owner: Any = torch
    for part in place.split(".")[1:]:
        owner = getattr(owner, part)
    for name in dir(owner):
        value = getattr(owner, name)
        if name.startswith("_") or not callable(value):
            continue
        if inspect.isclass(value):
            if place == "torch.nn" and issubclass(value, torch.nn.Module):
                yield name
        elif place != "torch.nn" and is_own(place, value):
            yield name


def is_own(place: str, value: Any) -> bool:
    """Whether a function is defined where it stands, or in C++; not one that the module has imported for itself."""
    module = getattr(value, "__module__", None)
    return module is None or module in (place, "torch.functional", "torch._lowrank") or module.startswith("torch._C")


def lacking(place: str) -> list[str]:
    """Those without an entry."""
    known = values()
    if place == "torch.Tensor":
        methods = {name for cls in known[place].mro for name in cls.namespace}
        return sorted(set(public(place)) - methods)
    return sorted(name for name in public(place) if f"{place}.{name}" not in known)


def test_every_layer_has_an_entry() -> None:
    assert set(lacking("torch.nn")) == LAYERS_WITHOUT_ENTRY


def test_the_page_is_fresh() -> None:
    lines = [INTRODUCTION.format(version=".".join(torch.__version__.split(".")[:2]))]
    for place, title in PLACES.items():
        names = ", ".join(f"`{name}`" for name in lacking(place))
        lines += [f"## {title}", "", f"{names}." if names else "Nothing lacks.", ""]
    check_page("torch-coverage.md", "\n".join(lines), torch.__version__)
