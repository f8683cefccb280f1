"""The parts of a model as data: what classes of the program's own keep as attributes, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch import calling
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.tensor import PARAMETER
from cnnlint.frameworks.torch.uses import Born, Replaced, Uses, uses
from cnnlint.graph import Part
from cnnlint.graph.part import PartKind
from cnnlint.interpreter.values import Instance
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def parts(vm: Interpreter, trace: calling.Trace) -> tuple[Part, ...]:
    """What the classes of a model keep; of what is never called, the outermost alone."""
    record, model = uses(vm), trace.module
    held = list(modules.named_modules(model))
    ids = {id(module) for _, module in held}
    owners = {id(module): path for path, module in held if module.cls.node is not None}
    found = list(_kept(record, model))
    found += [_replaced(one, owners[id(one.owner)]) for one in record.replaced if _is_lost(one, record, ids, owners)]
    found += [_born(one) for one in trace.born if _has_own(one.value)]
    return tuple(found)


def _kept(record: Uses, model: Instance) -> Iterator[Part]:
    """The attributes of the program's own modules, from the outside in, each object once."""
    pending, seen = [("", model)], {id(model)}
    while pending:
        path, owner = pending.pop()
        is_own = owner.cls.node is not None
        if is_own and calling.layer_of(owner) is None:
            yield from _parameters(record, path, owner)
        for name, child in modules.children(owner):
            if id(child) in seen:
                continue
            seen.add(id(child))
            part = _module(record, _below(path, name), owner, name, child) if is_own else None
            if part is not None:
                yield part
            if part is None or part.called:
                pending.append((_below(path, name), child))


def _module(record: Uses, path: str, owner: Instance, name: str, child: Instance) -> Part:
    called = any(id(one) in record.running for _, one in modules.named_modules(child))
    called = called or any(id(value) in record.running for _, value in modules.named_parameters(child))
    total, trained = modules.all_parameters(child)
    at = child.site.location if child.site is not None else None
    words = (path, name, child.cls.name, role_of(child))
    return Part(*words, "module", _bases(owner), owner.cls.path, at, total, trained, called)


def _parameters(record: Uses, path: str, owner: Instance) -> Iterator[Part]:
    """The parameters that the program sets by itself."""
    for name, value in modules.registered(owner, "_parameters").items():
        if not isinstance(value, TensorValue) or (id(owner), name) not in record.set_at:
            continue
        total, trained = modules.count([value])
        at = record.set_at[id(owner), name][1]
        words = (_below(path, name), name, "Parameter", "other")
        yield Part(*words, "parameter", _bases(owner), owner.cls.path, at, total, trained, id(value) in record.running)


def _is_lost(one: Replaced, record: Uses, ids: set[int], owners: dict[int, str]) -> bool:
    """Whether what was replaced is in no other place of the model, and was not used either."""
    return id(one.owner) in owners and id(one.old) not in ids and id(one.old) not in record.read


def _replaced(one: Replaced, path: str) -> Part:
    kind, role, total, trained = _described(one.old)
    at = one.old.site.location if one.old.site is not None else None
    words = (_below(path, one.name), one.name, one.old.cls.name, role)
    return Part(*words, kind, _bases(one.owner), one.owner.cls.path, at, total, trained, replacement=one.at)


def _born(one: Born) -> Part:
    kind, role, total, trained = _described(one.value)
    name = one.value.cls.name
    return Part(name, "", name, role, kind, (name,), one.at.path, one.at, total, trained, True, made_by=one.chain)


def _described(value: Instance) -> tuple[PartKind, str, Size, Size]:
    """Its kind and role, and what it holds."""
    if isinstance(value, TensorValue):
        return ("parameter", "other", *modules.count([value]))
    return ("module", role_of(value), *modules.all_parameters(value))


def _has_own(value: Instance) -> bool:
    if isinstance(value, TensorValue):
        return PARAMETER in value.cls.mro
    return any(isinstance(one, TensorValue) for one in modules.registered(value, "_parameters").values())


def role_of(module: Instance) -> str:
    """What a layer of PyTorch is in every framework; of a block `container`."""
    found = calling.layer_of(module)
    return str(calling.attributes_of(module, found[1]).get("role", "other")) if found is not None else "container"


def _bases(owner: Instance) -> tuple[str, ...]:
    return tuple(cls.name for cls in owner.cls.mro if cls.node is not None)


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
