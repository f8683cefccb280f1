"""Every layer of Keras has cases or a reason why not; docs/keras-layers.md says which are not modelled. `CNNLINT_UPDATE_DOCS=1` writes it."""

from __future__ import annotations

import pytest

from conformance.keras.cases import LAYERS
from conformance.keras.missing import MISSING
from support.pages import check_page, table

keras = pytest.importorskip("keras")

INTRODUCTION = """\
# Layers of Keras that are not modelled

What cnnlint does not know of the `keras.layers` of Keras {version}. A model with such a layer is read all the same: the layer stands
in the table with `?` for its output, nothing is said about what comes after it that hangs on its shape, no rule fires on it, and
it is listed under *Not understood* with its line. The tests make this page.
"""
CASES = """
## Layers without generated cases

All other layers are held against Keras on arguments and inputs at random: shapes, parameters, and that both accept or both refuse.
These are not:
"""


def names() -> dict[type, str]:
    """The classes of `keras.layers` by the first of their names."""
    found: dict[type, str] = {}
    for name in dir(keras.layers):
        value = getattr(keras.layers, name)
        if isinstance(value, type):
            found[value] = min(found.get(value, name), name)
    return found


def aliases(cls: type) -> set[str]:
    return {name for name in dir(keras.layers) if getattr(keras.layers, name) is cls}


def drawn() -> set[str]:
    """The names of the layers that cases are drawn for, inner ones included."""
    return {part.strip("()") for layer in LAYERS for part in (layer.partition("(")[0], *layer.split("(")[1:])}


def unknown() -> list[str]:
    """Layers that are not in cnnlint's table, and those whose result it does not work out."""
    from cnnlint.frameworks.keras.calling import SPECS
    from cnnlint.frameworks.registry import framework

    values = framework("keras").library("keras").values

    def modelled(name: str) -> bool:
        spec = SPECS.get(f"keras.layers.{name}")
        return f"keras.layers.{name}" in values and (spec is None or spec.run.__name__ != "run_unknown")

    return sorted(name for cls, name in names().items() if not any(map(modelled, aliases(cls))))


def test_every_layer_has_cases_or_a_reason() -> None:
    without = {name for cls, name in names().items() if not aliases(cls) & drawn()}
    assert without - set(MISSING) == set(), "draw cases for them, or say why not"
    assert {name for name in MISSING if aliases(getattr(keras.layers, name, object)) & drawn() - without} == set()


def test_the_page_is_fresh() -> None:
    lines = [
        INTRODUCTION.format(version=".".join(keras.__version__.split(".")[:2])),
        *table(("layer", "why"), ((f"`{name}`", MISSING.get(name, "rare")) for name in unknown())),
        CASES,
        *table(
            ("layer", "why"), ((f"`{name}`", MISSING[name]) for name in sorted(MISSING) if hasattr(keras.layers, name))
        ),
    ]
    check_page("keras-layers.md", "\n".join(lines), keras.__version__)
