"""The constructors of Keras' layers take here the arguments that the installed Keras takes, in its order."""

from __future__ import annotations

import inspect

import pytest

from cnnlint.frameworks import registry
from cnnlint.frameworks.keras.layer import COMMON
from cnnlint.frameworks.keras.library import keras as ours
from cnnlint.interpreter.native import signature_of
from cnnlint.interpreter.values import ClassValue, Native

keras = pytest.importorskip("keras")
registry.framework("keras")  # fills the table

POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
LAYERS = sorted(name for name, value in vars(keras.layers).items() if inspect.isclass(value) and name != "Layer")
# Here by the kind of the argument, or behind more than anybody gives by position.
OTHER_ORDER = ("Conv3DTranspose", "Convolution3DTranspose", "SimpleRNN", "StringLookup")


def positional(signature: inspect.Signature) -> list[str]:
    """The names of the arguments that may be given by position, `self` left out."""
    return [one.name for one in signature.parameters.values() if one.kind in POSITIONAL and one.name != "self"]


def is_loose(signature: inspect.Signature) -> bool:
    """Whether no list of arguments is kept."""
    return any(one.kind is inspect.Parameter.VAR_POSITIONAL for one in signature.parameters.values())


@pytest.mark.parametrize("name", LAYERS)
def test_constructor(name: str) -> None:
    cls = ours.lookup(f"keras.layers.{name}")
    init = cls.namespace.get("__init__") if isinstance(cls, ClassValue) else None
    if not isinstance(init, Native):
        pytest.skip("not in the table")
    found, wanted = (
        signature_of(getattr(init.function, "documented", init.function)),
        inspect.signature(getattr(keras.layers, name).__init__),
    )
    if is_loose(found):
        pytest.skip("its arguments are not kept")
    names = {one.name for one in wanted.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD}
    assert names - {"self"} - found.parameters.keys() - COMMON == set()
    if name in OTHER_ORDER:
        return
    shared = [one for one in positional(wanted) if one not in COMMON]
    assert [one for one in positional(found) if one in shared] == shared
