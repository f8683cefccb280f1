"""What becomes of the modules and parameters that a program makes: which are read or run, which are replaced, which are made while a model runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeGuard

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.graph import LayerCall, Location
from cnnlint.interpreter.values import Instance, Value
from cnnlint.interpreter.vm import place

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

_FORWARD = "forward"
_ROW = "(row)"  # no attribute of a program has this name
_CHANGES = "(changes)"
CONSTANT = "(constant)"  # nor this; of a tensor that is known to be filled with one number


@dataclass(frozen=True, slots=True)
class Replaced:
    """A module or parameter whose attribute is given another value before anybody has read it."""

    owner: Instance
    name: str
    old: Instance
    at: Location


@dataclass(frozen=True, slots=True)
class Born:
    """A module or parameter that is made while a model runs: where its `forward` makes it, and the calls that lead there, innermost first."""

    value: Instance
    at: Location
    chain: tuple[Location, ...]


@dataclass(slots=True)
class Uses:
    """The record of one analysis. What is read or run is kept by its id, with the object itself, so that no id is given anew."""

    read: dict[int, Value] = field(default_factory=dict)
    running: dict[int, Value] = field(default_factory=dict)  # read or run while a model runs
    replaced: list[Replaced] = field(default_factory=list)
    set_at: dict[tuple[int, str], tuple[Value, Location]] = field(default_factory=dict)  # where parameters are set
    born: list[Born] = field(default_factory=list)


def uses(vm: Interpreter) -> Uses:
    """The record of this analysis."""
    found = vm.state.get("torch.uses")
    if not isinstance(found, Uses):
        found = vm.state["torch.uses"] = Uses()
    return found


def is_running(vm: Interpreter) -> bool:
    """Whether a model runs now."""
    return vm.state.get("torch.names") is not None


def note_read(vm: Interpreter, value: Value) -> None:
    """An attribute of a module is read."""
    record = uses(vm)
    record.read[id(value)] = value
    if is_running(vm):
        record.running[id(value)] = value


def note_run(vm: Interpreter, module: Instance) -> None:
    """A module is called."""
    record = uses(vm)
    record.read[id(module)] = record.running[id(module)] = module


def note_set(vm: Interpreter, owner: Instance, name: str, old: Value, value: Value) -> None:
    """A module or parameter is kept under an attribute of another module; `old` is what was there before, if anything."""
    record, here = uses(vm), vm.here()
    if here is None:
        return
    record.set_at[id(owner), name] = (owner, here)
    if isinstance(old, Instance) and old is not value and id(old) not in record.read:
        record.replaced.append(Replaced(owner, name, old, here))


def note_made(vm: Interpreter, value: Instance) -> None:
    """A module or parameter is made."""
    if not is_running(vm):
        return
    frame = vm.frame
    while frame is not None and (frame.function is None or getattr(frame.function.node, "name", "") != _FORWARD):
        frame = frame.caller
    at = place(frame) if frame is not None else None
    if at is not None:
        uses(vm).born.append(Born(value, at, vm.chain()))


# --- which tensors are results themselves, and not copies -------------------------------------------------------------


def mark_result(value: Value, row: LayerCall | None, *, changes: bool = False) -> None:
    """This very tensor is what a call has given; `changes`: it stands in the place of one that was there before."""
    if isinstance(value, TensorValue) and row is not None:
        value.attrs[_ROW] = row
        value.attrs[_CHANGES] = changes


def hand_on(value: Value) -> None:
    """A block gives what a layer inside of it has made."""
    if isinstance(value, TensorValue):
        value.attrs[_CHANGES] = True


def is_new_result(value: Value, place: Location) -> bool:
    """Whether a tensor is what the call at a place has given, and the call has done nothing else."""
    if not is_result(value) or value.attrs.get(_CHANGES):
        return False
    row = value.attrs[_ROW]
    return row.at == place and row.kind != "container" and row.attributes.get("role") not in ("loss", "other")


def is_result(value: Value) -> TypeGuard[TensorValue]:
    """Whether a tensor is what a call has given, not a copy or a view of that."""
    if not isinstance(value, TensorValue) or len(value.tensor.sources) != 1:
        return False
    return value.attrs.get(_ROW) is value.tensor.sources[0]


def told_of(args: Sequence[Value], *, changes: bool) -> Mapping[str, object]:
    """What rules may ask of a call on these arguments: whether it reads a result itself, and whether it writes over it."""
    direct = {"direct": True} if args and is_result(args[0]) else {}
    return {**direct, "in_place": True} if changes else direct


def is_constant(value: Value) -> bool:
    """Whether a tensor of weights is filled with one number."""
    return isinstance(value, TensorValue) and value.attrs.get(CONSTANT) is True
