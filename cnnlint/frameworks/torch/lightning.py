"""PyTorch Lightning: modules and data modules with their hyperparameters. What a trainer does with them is not followed.

Both are more than is known here: an attribute that they have not been given is not known, rather than missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.torch import module as modules
from cnnlint.interpreter.attributes import OPEN, store
from cnnlint.interpreter.builtins.tables import DICT
from cnnlint.interpreter.host import content
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Instance, Rest, Unknown, Value
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.frame import Frame
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library(
    "pytorch_lightning",
    "lightning",
    aliases={
        "lightning.pytorch": "pytorch_lightning",
        "lightning.LightningModule": "pytorch_lightning.LightningModule",
        "lightning.LightningDataModule": "pytorch_lightning.LightningDataModule",
        "pytorch_lightning.core.module": "pytorch_lightning",
        "pytorch_lightning.core.lightning": "pytorch_lightning",
        "pytorch_lightning.core.datamodule": "pytorch_lightning",
        "pytorch_lightning.core": "pytorch_lightning",
    },
    gives_way=True,
)
LIGHTNING_MODULE = LIBRARY.new_class("pytorch_lightning.LightningModule", modules.MODULE)
DATA_MODULE = LIBRARY.new_class("pytorch_lightning.LightningDataModule")
for _cls in (LIGHTNING_MODULE, DATA_MODULE):
    _cls.open = Unknown(f"an attribute of {_cls.name} that is not modelled")
HYPERPARAMETERS = LIBRARY.new_class("pytorch_lightning.utilities.parsing.AttributeDict", DICT)
SAVED = "hparams"


@LIBRARY.method(HYPERPARAMETERS, "__getattr__")
def get_hyperparameter(vm: Interpreter, self: Instance, name: str) -> Value:
    held = content(self)
    if name in held:
        return held[name]
    return next((key.why for key in held if isinstance(key, Rest)), MISSING)


@LIBRARY.method(HYPERPARAMETERS, "__setattr__")
def set_hyperparameter(vm: Interpreter, self: Instance, name: str, value: Value) -> Value:
    vm.touch(content(self))
    content(self)[name] = value
    return None


def save_hyperparameters(
    vm: Interpreter, self: Instance, *args: Value, ignore: Value = None, **options: Value
) -> Value:
    """Keep the arguments of `__init__`, those that are named, or the one that holds them all."""
    given = next((arg for arg in args if not isinstance(arg, str)), MISSING)
    if given is not MISSING:
        found = entries_of(given)
        if found is None:  # a configuration of another library
            store(vm, self, SAVED, given)
            return None
    else:
        left_out = plain(ignore)
        left_out = [left_out] if isinstance(left_out, str) else left_out or ()
        if not isinstance(left_out, (list, tuple)):
            raise NotKnown("which hyperparameters are left out")
        found = {name: value for name, value in arguments(vm, self).items() if name not in left_out}
        found = {name: value for name, value in found.items() if not args or name in args}
    held = self.attrs.get(SAVED)
    if not isinstance(held, Instance) or held.cls is not HYPERPARAMETERS:
        held = vm.call(HYPERPARAMETERS)
        store(vm, self, SAVED, held)
    vm.touch(content(held))
    content(held).update(found)
    return None


def entries_of(value: Value) -> dict[Value, Value] | None:
    """What a dict or a namespace of arguments holds; None for what holds other things."""
    value = plain(value)
    if isinstance(value, dict):
        return dict(value)
    if not isinstance(value, Instance) or value.cls.qualified != "argparse.Namespace":
        return None
    why = value.attrs.get(OPEN)
    found = {name: one for name, one in value.attrs.items() if name != OPEN}
    return {**found, Rest(why): why} if isinstance(why, Unknown) else found


def arguments(vm: Interpreter, self: Instance) -> dict[Value, Value]:
    """The arguments that the `__init__` of an object was called with, those of its class over those of its bases."""
    found: dict[Value, Value] = {}
    frame = vm.frame
    while frame is not None and frame.receiver is self and frame.function is not None:
        found.update(arguments_of(frame, frame.function.node))
        frame = frame.caller
        while frame is not None and frame.function is None and not frame.is_activation:
            frame = frame.caller
    return found


def arguments_of(frame: Frame, node: ir.FunctionDef | ir.Lambda) -> dict[Value, Value]:
    """The parameters of a call but the first, those that were given by further keywords under their own names."""
    found: dict[Value, Value] = {}
    for parameter in node.parameters[1:]:
        value = frame.vars.get(parameter.name, MISSING)
        if parameter.kind == "double_star":
            found.update(value if isinstance(value, dict) else {})
        elif parameter.kind != "star" and value is not MISSING:
            found[parameter.name] = value
    return found


def freeze(vm: Interpreter, self: Instance) -> Value:
    """Nothing of it is trained any more, and it is in evaluation mode."""
    modules.requires_grad_(vm, self, False)
    return modules.evaluate(vm, self)


def unfreeze(vm: Interpreter, self: Instance) -> Value:
    """All of it is trained."""
    modules.requires_grad_(vm, self, True)
    return modules.train(vm, self)


def init_data(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> Value:
    """Nothing is known of what it takes."""
    return None


for _cls in (LIGHTNING_MODULE, DATA_MODULE):
    LIBRARY.method(_cls, "save_hyperparameters")(save_hyperparameters)
LIBRARY.method(DATA_MODULE, "__init__")(init_data)
LIBRARY.method(LIGHTNING_MODULE, "freeze")(freeze)
LIBRARY.method(LIGHTNING_MODULE, "unfreeze")(unfreeze)
