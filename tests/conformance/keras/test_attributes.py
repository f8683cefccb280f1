"""Whatever a layer or model of the installed Keras has is known, or known to be there."""

from __future__ import annotations

import keras
import pytest

from cnnlint.frameworks.keras.layer import ASKED, LAYER, OF_BACKENDS
from cnnlint.frameworks.keras.model import MODEL
from cnnlint.interpreter.values import ClassValue


@pytest.mark.parametrize(("made", "cls"), [(keras.layers.Layer, LAYER), (keras.Model, MODEL)])
def test_attributes(made: type, cls: ClassValue) -> None:
    names = {name for name in dir(made()) if not name.startswith("_")}
    known = {name for base in cls.mro for name in base.namespace} | ASKED | OF_BACKENDS
    assert names - known == set()
