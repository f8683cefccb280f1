"""Whatever a layer of the installed Keras has is known, or known to be there."""

from __future__ import annotations

import keras

from cnnlint.frameworks.keras.layer import ASKED, LAYER, OF_BACKENDS


def test_attributes_of_every_layer() -> None:
    names = {name for name in dir(keras.layers.Layer()) if not name.startswith("_")}
    known = {name for cls in LAYER.mro for name in cls.namespace} | ASKED | OF_BACKENDS
    assert names - known == set()
