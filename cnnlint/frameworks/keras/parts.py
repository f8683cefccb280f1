"""The parts of a model as data: what classes of the program's own keep as attributes, and whether a run of the model calls it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras import layer as layers
from cnnlint.frameworks.keras.model import graph_of
from cnnlint.frameworks.keras.specs import spec_of
from cnnlint.frameworks.keras.state import ran
from cnnlint.graph import LayerCall, Location, Part
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Refused

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def parts(vm: Interpreter, model: Instance) -> tuple[Part, ...]:
    """What the classes of a model that runs by its own `call` keep; of what is never called, the outermost alone."""
    if graph_of(model) is not None:
        return ()
    return tuple(_kept(vm, model))


def _kept(vm: Interpreter, model: Instance) -> Iterator[Part]:
    pending, seen = [("", model)], {id(model)}
    while pending:
        path, owner = pending.pop()
        for name, value in list(owner.attrs.items()):
            held = [one for one in layers.tracked(value) if layers.is_layer(one)] if name not in layers.HIDDEN else []
            for child in held:
                if id(child) in seen:
                    continue
                seen.add(id(child))
                below = f"{path}.{name}" if path else name
                called = any(id(one) in ran(vm) for one in layers.everything(child))
                if owner.cls.node is not None and child is value:
                    yield _part(owner, below, name, child, called)
                if called:
                    pending.append((below, child))


def _part(owner: Instance, path: str, name: str, child: Instance, called: bool) -> Part:
    total, trained = layers.count(child)
    bases = tuple(cls.name for cls in owner.cls.mro if cls.node is not None)
    at = child.site.location if child.site is not None else None
    words = (path, name, child.cls.name, _role(child))
    return Part(*words, "module", bases, owner.cls.path, at, total, trained, called)


def _role(layer: Instance) -> str:
    found = spec_of(layer)
    if found is None or found[1].opens:
        return "container"
    try:
        return str(found[1].attributes(layer, ()).get("role", "other"))
    except (NotKnown, Refused, LookupError):  # it hangs on an input that there never was
        return "other"


def is_new_result(value: Value, place: Location) -> bool:
    """Whether a tensor is what the call at a place has computed in the run of a model."""
    sources = value.tensor.sources if isinstance(value, TensorValue) else ()
    row = sources[0] if len(sources) == 1 and isinstance(sources[0], LayerCall) else None
    return (
        row is not None and row.at == place and row.attributes.get("role") not in ("loss", "other", "container", None)
    )


def is_native(layer: Instance) -> bool:
    """True for a layer of Keras, and not one that is made of others."""
    found = spec_of(layer) if layers.is_layer(layer) and layer.cls.node is None else None
    return found is not None and not found[1].opens
