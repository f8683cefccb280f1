"""Models that give what their parts give: `create_feature_extractor` and `IntermediateLayerGetter` of torchvision.

The first rewrites a traced model at run time, so that its source tells nothing: here the model is run, and its parts are watched. A node that
is no module, an operation between two of them, is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.made import note
from cnnlint.frameworks.torch import calling, containers
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.backbones.building import part
from cnnlint.interpreter.native import Host, Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Attributes, ClassValue, Instance, Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

EXTRACTION = "torchvision.models.feature_extraction"
FIRM = frozenset({f"{EXTRACTION}.create_feature_extractor"})
"""What is used although the source of torchvision may be at hand."""


def create_feature_extractor(
    vm: Interpreter,
    model: Value,
    return_nodes: Value = None,
    train_return_nodes: Value = None,
    eval_return_nodes: Value = None,
    *args: Value,
    **options: Value,
) -> Value:
    """A module with the parts of `model`, which gives a dict of what some of them give."""
    wanted = names_of(return_nodes if return_nodes is not None else eval_return_nodes)
    if not isinstance(model, Instance) or not modules.is_module(model):
        return vm.unknown("a feature extractor of what is not known")
    cls = ClassValue(
        model.cls.name, (model.cls,), Attributes(forward=Native("forward", watching(wanted))), module="torch"
    )
    made = Instance(cls)
    made.attrs.update(model.attrs)
    made.site = vm.site()
    note(vm, made)
    return made


def watching(wanted: dict[str, Value]) -> Host:
    """The forward pass of the model, in which parts are watched."""

    def forward(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        watched = {path: part(vm, self, path) for path in wanted}
        with calling.tapped(vm, list(watched.values())) as taps:
            vm.call(self.cls.bases[0].lookup("forward"), (self, *args), kwargs)
        return {name: taps[id(watched[path])] for path, name in wanted.items()}

    return forward


def names_of(nodes: Value) -> dict[str, Value]:
    """The path of each part, and the key that stands for what it gives."""
    given = plain(nodes)
    if isinstance(given, (list, tuple)):
        given = {name: name for name in given}
    if not isinstance(given, dict) or not all(isinstance(path, str) for path in given):
        raise NotKnown("which parts are watched")
    return given


def init_getter(vm: Interpreter, self: Instance, model: Value, return_layers: Value) -> Value:
    """Keeps the children of the model up to the last that is wanted."""
    wanted = names_of(return_layers)
    modules.init(vm, self)
    left = set(wanted)
    for name, child in modules.children(model) if isinstance(model, Instance) else ():
        containers.put(vm, self, name, child)
        left.discard(name)
        if not left:
            break
    if left:
        return vm.refuse("invalid-argument", "return_layers are not present in model", error="ValueError")
    self.attrs["return_layers"] = dict(wanted)
    return None


def run_getter(vm: Interpreter, self: Instance, x: Value) -> Value:
    """The children one after the other; what those that are wanted give."""
    found = {}
    for name, child in modules.children(self):
        x = vm.call(child, (x,))
        if name in self.attrs["return_layers"]:
            found[self.attrs["return_layers"][name]] = x
    return found


def declare(library: Library) -> None:
    """Put both into the table of torchvision."""
    library.function(f"{EXTRACTION}.create_feature_extractor")(create_feature_extractor)
    home = "torchvision.models._utils.IntermediateLayerGetter"
    library.new_class(home, containers.MODULE_DICT, __init__=init_getter, forward=run_getter)
