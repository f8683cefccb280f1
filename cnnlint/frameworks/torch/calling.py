"""Calling modules: the layers of PyTorch run their op, the program's own run their `forward`, and each finished call is a row.

A call that is not inside of another is a run of a whole model: it is kept as a trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.inputs import NeedsInput
from cnnlint.frameworks.common.nested import filled, flat_tensors, gathered, mapped
from cnnlint.frameworks.common.operation import ENTRY, Errors, attempt
from cnnlint.frameworks.common.origins import call_words, origin_of
from cnnlint.frameworks.common.record import Recorder, recorder
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.common.wording import Case
from cnnlint.frameworks.torch import hooks
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.annotations import may_be_tensor
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import as_program, make
from cnnlint.frameworks.torch.uses import Born, hand_on, is_constant, mark_result, note_run, told_of, uses
from cnnlint.frameworks.torch.wording import tell
from cnnlint.graph import Input, LayerCall, Location, Loss, Tensor
from cnnlint.graph.requirement import Requirement
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Native, Unknown, Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.symbolic import Size
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Described = Callable[[Instance], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Layer:
    """How a layer of PyTorch is run: its op on abstract tensors, what rules may ask of it, and how PyTorch words a refusal.

    `run(vm, module, *inputs)` gives an Outcome, a tensor, or nested tuples of tensors as the layer itself returns them.
    """

    run: Callable[..., Any]
    attributes: Described
    error: Errors = "RuntimeError"
    words: Callable[[Refused], str] | None = None


@dataclass(eq=False, slots=True)
class Trace:
    """One run of a whole model: what it was, what it was given, what it gave, and the rows."""

    module: Instance
    inputs: tuple[Input, ...]
    outputs: tuple[Tensor, ...]
    rows: list[LayerCall]
    losses: list[Loss]
    lost: int
    at: Location | None
    unresolved: list[Unknown] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    born: list[Born] = field(default_factory=list)
    is_certain: bool = True  # the program certainly comes to this run


_LONE = "a layer of the framework by itself"
LAYERS: dict[str, Layer] = {}  # by documented class name


def traces(vm: Interpreter) -> list[Trace]:
    """The runs of whole models so far."""
    found: list[Trace] = vm.state.setdefault("torch.traces", [])
    return found


def unfed(vm: Interpreter) -> list[Instance]:
    """The models that the program has run on inputs of which no shape is known."""
    found: list[Instance] = vm.state.setdefault("torch.unfed", [])
    return found


def layer_of(module: Instance) -> tuple[str, Layer] | None:
    """The documented name and the layer that a module's `forward` is; None if the program has its own `forward`."""
    for cls in module.cls.mro:
        forward = cls.namespace.get("forward")
        if forward is not None:
            spec = LAYERS.get(cls.qualified) if isinstance(forward, Native) else None
            return (cls.qualified, spec) if spec is not None else None
    return None


@torch.method(modules.MODULE, "__call__", "_call_impl", "_wrapped_call_impl")
def call_module(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    names: dict[int, str] | None = vm.state.get("torch.names")
    if names is None:
        return run_model(vm, self, args, kwargs)
    return run_module(vm, self, args, kwargs)


def run_model(vm: Interpreter, self: Instance, args: Sequence[Value], kwargs: Mapping[str, Value]) -> Value:
    """Run a module that is not inside of another, and keep the trace. Losses are no models: they are noted beside their inputs."""
    rec = recorder(vm)
    modules.settle(vm, self)
    parts = list(modules.named_modules(self))
    own = len(parts)
    vm.state["torch.names"] = {id(module): name for name, module in parts}
    vm.state["torch.registers"] = all("_modules" in module.attrs for _, module in parts)
    vm.state[ENTRY] = vm.here()
    vm.state.setdefault("run.places", {}).setdefault(id(self), vm.here())
    try:
        if layer_of(self) is not None and own == 1 and not vm.state.get("torch.asks"):
            with rec.hushed(), within(vm, _LONE):
                return run_module(vm, self, args, kwargs)
        return traced(vm, rec, self, args, kwargs)
    finally:
        vm.state["torch.names"] = vm.state[ENTRY] = None


def traced(vm: Interpreter, rec: Recorder, self: Instance, args: Sequence[Value], kwargs: Mapping[str, Value]) -> Value:
    """The run itself, with the inputs marked as the model's own."""
    wanted = taken_by(self)
    names = [parameter.name for parameter in wanted] or ["input"]
    others = {parameter.name for parameter in wanted if not may_be_tensor(parameter.annotation)}
    inputs: list[Input] = []
    called, fed = vm.here(), call_words(vm)

    def entered(value: Value, name: str) -> Value:
        if not isinstance(value, TensorValue) and (not isinstance(value, Unknown) or name in others):
            return value
        tensor = value.tensor if isinstance(value, TensorValue) else Tensor(None, None)
        given = origin_of(tensor) if tensor.shape is not None else None
        place = given.at if given is not None and given.at is not None else called
        words, learnt = (given.origin, given.learnt) if given is not None else (fed, called)
        source = Input(name, tensor.shape, words if tensor.shape is not None else "", tensor.dtype, place, learnt)
        inputs.append(source)
        return make(replace(tensor, field=None, sources=(source,)))

    born: list[Born] = []
    uses(vm).born = born
    with rec.fresh():
        positional = [entered(value, names[i] if i < len(names) else f"input{i}") for i, value in enumerate(args)]
        keywords = {name: entered(value, name) for name, value in kwargs.items()}
        try:
            result = run_module(vm, self, positional, keywords)
        except NeedsInput:
            if vm.state.get("torch.asks"):
                raise
            unfed(vm).append(self)
            return vm.unknown("a model run on an input whose shape is not known")
        outputs = tuple(flat_tensors(result))
        made = (rec.rows, rec.losses, rec.lost, called, rec.reasons, rec.requirements, born)
        traces(vm).append(Trace(self, tuple(inputs), outputs, *made, vm.certain))
    return result if vm.state.get("torch.asks") else mapped(result, answered)


def answered(value: Value) -> Value:
    """What a run of the program gave, without an input that nobody can be asked about any more."""
    if not isinstance(value, TensorValue):
        return value
    if not any(isinstance(one, Input) and one.shape is None for one in value.tensor.sources):
        return value
    return TensorValue(value.cls, replace(value.tensor, sources=()), value.known)


def taken_by(self: Instance) -> list[ir.Parameter]:
    """The parameters of the program's own `forward` that may be given by position."""
    node = getattr(self.cls.lookup("forward"), "node", None)
    parameters = node.parameters[1:] if node is not None else ()
    return [parameter for parameter in parameters if parameter.kind in ("positional", "normal")]


def run_module(vm: Interpreter, self: Instance, args: Sequence[Value], kwargs: Mapping[str, Value]) -> Value:
    """Run a module inside of a model and record the call."""
    found = layer_of(self)
    note_run(vm, self)
    args, kwargs = hooks.before(vm, self, args, kwargs)
    result = run_own(vm, self, args, kwargs) if found is None else run_layer(vm, self, *found, args, kwargs)
    result = hooks.after(vm, self, args, kwargs, result)
    taps = vm.state.get("torch.taps")
    if taps is not None and id(self) in taps:
        taps[id(self)] = result
    return result


@contextmanager
def tapped(vm: Interpreter, watched: Sequence[Value]) -> Iterator[dict[int, Value]]:
    """What these modules give while something is run, by id: what each has given last."""
    saved = vm.state.get("torch.taps")
    taps: dict[int, Value] = {id(module): vm.unknown("what a module gives that was not run") for module in watched}
    vm.state["torch.taps"] = taps
    try:
        yield taps
    finally:
        vm.state["torch.taps"] = saved


@contextmanager
def within(vm: Interpreter, native: bool | str) -> Iterator[None]:
    """Run a `forward`; what a container of the framework calls is not called by the program."""
    saved = vm.state.get("torch.native", False)
    vm.state["torch.native"] = native
    try:
        yield
    finally:
        vm.state["torch.native"] = saved


def is_own(vm: Interpreter) -> bool:
    """Whether it is the program that calls what is called now."""
    native = vm.state.get("torch.native")
    return native == _LONE or (not native and not recorder(vm).quiet)


def run_own(vm: Interpreter, self: Instance, args: Sequence[Value], kwargs: Mapping[str, Value]) -> Value:
    """Run a module by its `forward`."""
    rec = recorder(vm)
    forward = vm.getattr(self, "forward")
    with rec.inside(), within(vm, isinstance(self.cls.lookup("forward"), Native)):
        result = vm.call(forward, args, kwargs)
    outputs = list(flat_tensors(result))
    inputs = list(flat_tensors((*args, *kwargs.values())))
    parts = any(True for _ in modules.children(self))
    total, trained = modules.all_parameters(self) if parts else modules.own_parameters(self)
    _, recorded = rec.add(
        modules.name_in(vm, self),
        self.cls.name,
        self.cls.qualified if self.cls.node is None else self.cls.name,
        "container" if parts else "module",
        inputs,
        outputs,
        parameters=total,
        trainable=trained,
        attributes={"role": "container" if parts else "other"},
        defined=self.site.location if self.site else None,
    )
    hand_on(result)
    return result if parts else rebuilt(result, iter(recorded))


def run_layer(
    vm: Interpreter, self: Instance, op: str, layer: Layer, args: Sequence[Value], kwargs: Mapping[str, Value]
) -> Value:
    """Run a layer of PyTorch by its op."""
    rec = recorder(vm)
    inputs = list(flat_tensors((*args, *kwargs.values())))
    defined = self.site.location if self.site else None
    shaped: list[Any] = []

    def run() -> Outcome | Tensor | Sequence[Tensor]:
        with rec.hushed():
            given = layer.run(vm, self, *args, **kwargs)
        shaped.append(given)
        return gathered(given)

    name = modules.name_in(vm, self)
    outputs, macs = attempt(
        vm, run, error=layer.error, words=layer.words, defined=defined, details={"layer": name}, inputs=inputs,
        tell=lambda refused: tell(Case(op, inputs, refused, built_with(self))), own=is_own(vm),
    )  # fmt: skip
    total, trained = modules.all_parameters(self)
    op, layer = layer_of(self) or (op, layer)  # a lazy layer has become another by now
    attributes = {
        **attributes_of(self, layer),
        **known_as_part(vm, self),
        **told_of(args, changes=self.attrs.get("inplace") is True),
    }
    if is_constant(modules.registered(self, "_parameters").get("weight")):
        attributes["constant_weights"] = True
    known = () if isinstance(outputs, Unknown) else outputs
    row, recorded = rec.add(
        name, self.cls.name, op, "module", inputs, known,
        macs=macs, parameters=total, trainable=trained, attributes=attributes, defined=defined,
    )  # fmt: skip
    if isinstance(outputs, Unknown):
        return outputs
    result = as_program(filled(shaped[0] if shaped else recorded[0], iter(recorded), make))
    has_hooks = any(hooks.hooks(self, register) for register in (hooks.BEFORE, hooks.AFTER))
    mark_result(result, row, changes=has_hooks or self.attrs.get("inplace") is True)
    return result


def built_with(module: Instance) -> dict[str, Any]:
    """Its attributes, and the shapes of its parameters and buffers under their own names."""
    held = {**modules.registered(module, "_buffers"), **modules.registered(module, "_parameters")}
    shapes = {name: value.tensor.shape for name, value in held.items() if isinstance(value, TensorValue)}
    return {**module.attrs, **shapes}


def attributes_of(module: Instance, layer: Layer) -> Mapping[str, object]:
    """What rules may ask of a layer; of one with arguments that make no sense, nothing."""
    try:
        return layer.attributes(module)
    except (NotKnown, Refused):
        return {"role": "other"}


def known_as_part(vm: Interpreter, module: Instance) -> Mapping[str, object]:
    """Whether the model that runs knew a module as a part when it began, and whether it was made since; nothing of one that could not register its parts."""
    names: dict[int, str] = vm.state.get("torch.names") or {}
    if not vm.state.get("torch.registers"):
        return {}
    born = any(one.value is module for one in uses(vm).born)
    return {"registered": id(module) in names, "made_in_call": born}


def rebuilt(value: Value, recorded: Iterator[Tensor]) -> Value:
    """A module's result with each tensor replaced by its recorded twin."""
    if isinstance(value, TensorValue):
        twin = TensorValue(value.cls, next(recorded), value.known)
        twin.attrs.update(value.attrs)
        return twin
    if type(value) in (list, tuple):
        return type(value)([rebuilt(item, recorded) for item in value])
    if type(value) is dict:
        return {key: rebuilt(item, recorded) for key, item in value.items()}
    return value


def parameters_of(modules_: Sequence[Instance]) -> tuple[Size, Size]:
    """What several modules hold together, shared parameters counted once."""
    seen: dict[int, TensorValue] = {}
    for module in modules_:
        seen.update({id(value): value for _, value in modules.named_parameters(module)})
    return modules.count(list(seen.values()))
