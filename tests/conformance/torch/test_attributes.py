"""Whatever a module of the installed PyTorch has is known: of other names it is said that it has them not."""

from __future__ import annotations

import pytest
import torch

from cnnlint.frameworks import registry
from cnnlint.interpreter.values import MISSING, ClassValue


@pytest.mark.parametrize("name", ["Module", "Sequential", "ModuleList"])
def test_attributes_of_modules(name: str) -> None:
    library = registry.library("torch")
    assert library is not None
    cls = library.lookup(f"torch.nn.{name}")
    assert isinstance(cls, ClassValue)
    assert cls.whole
    made = getattr(torch.nn, name)()
    names = {one for one in dir(made) if not one.startswith("_")} - vars(made).keys()
    assert {one for one in names if cls.lookup(one) is MISSING} == set()
