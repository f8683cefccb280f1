"""timm where its source is not at hand: `create_model` of the models that are asked for most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.torch.backbones import building, records
from cnnlint.frameworks.torch.backbones.features import as_features
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("timm", fallback=True)
WITHOUT_EFFECT = frozenset(
    (
        *("pretrained", "pretrained_cfg", "pretrained_cfg_overlay", "checkpoint_path", "cache_dir"),
        *("scriptable", "exportable", "no_jit"),
        *("drop_rate", "drop_path_rate", "proj_drop_rate", "attn_drop_rate", "drop_block_rate"),
    )
)
OPTIONS = frozenset(["num_classes", "in_chans", "features_only", "out_indices"])


@LIBRARY.function("timm.create_model", "timm.models.create_model", "timm.models.factory.create_model")
def create_model(
    vm: Interpreter, model_name: Value, pretrained: Value = False, *args: Value, **options: Value
) -> Value:
    """A model by its name, without the tag of its weights."""
    name = model_name.partition(".")[0] if isinstance(model_name, str) else ""
    other = [option for option in options if option not in WITHOUT_EFFECT | OPTIONS]
    if name not in records.homes("timm") or other or args:
        why = f"the argument {other[0]}" if other else f"{model_name}" if name else "which model it is"
        return vm.unknown(f"timm.create_model: {why} is not known while the source of timm is not at hand")
    record = records.record("timm", name)
    changes: dict[str, dict[str, Value]] = {}
    if options.get("num_classes") is not None:
        changes = {path: head(record["modules"][path][1], options["num_classes"]) for path in record["heads"]}
    if options.get("in_chans") is not None:
        changes.setdefault(building.first_convolution(record), {})["in_channels"] = options["in_chans"]
    model = building.build(vm, "timm", name, changes)
    if options.get("features_only", False) is False:
        return model
    return as_features(vm, model, record, options.get("out_indices"))


def head(given: dict[str, object], classes: Value) -> dict[str, Value]:
    """The last layer for so many classes; none at all for 0."""
    if isinstance(classes, int) and classes == 0:
        return {"class": "Identity"}
    return {"out_features" if "out_features" in given else "out_channels": classes}
