"""Calling layers: a layer of Keras runs its op, the program's own run their `call`, and each finished call is a row.

A call on symbolic tensors is a node of a graph besides. Nothing is recorded while the program runs: rows are made when a finished model is run again,
as `models` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.inputs import NeedsInput
from cnnlint.frameworks.common.nested import filled, flat_tensors, gathered, mapped
from cnnlint.frameworks.common.operation import attempt
from cnnlint.frameworks.common.origins import call_words
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.common.wording import Case, named
from cnnlint.frameworks.keras import layer as layers
from cnnlint.frameworks.keras.layer import LAYER, defined_in, name_of
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.mending import explain
from cnnlint.frameworks.keras.specs import CONTEXT, SPECS, Spec, described, spec_of
from cnnlint.frameworks.keras.state import Seen, note_data, ran, seen
from cnnlint.frameworks.keras.tensor import (
    SymbolicTensor,
    eager,
    found_again,
    is_open,
    make,
    new_node,
    static_shape,
    symbolic_in,
)
from cnnlint.frameworks.keras.wording import tell
from cnnlint.frameworks.keras.words import refusal
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.calls import OPEN
from cnnlint.interpreter.native import misfit, signature_of
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import FunctionValue, Instance, Rest, Unknown, Value
from cnnlint.ops.outcome import Refused, cost_of
from cnnlint.ops.shared import sources_of, unequal
from cnnlint.symbolic import Dim, fresh, symbol
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Kwargs = dict[str, Value]


@keras.method(LAYER, "__call__")
def call_layer(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    if "_name" not in self.attrs:
        if not self.cls.open:
            words = f"In layer '{self.cls.name}', you forgot to call `super().__init__()` as the first statement in the `__init__()` method"
            vm.refuse("missing-super-init", words, error="RuntimeError")
        layers.init(vm, self)
    if any(isinstance(value, Rest) for value in args) or OPEN in kwargs:
        return vm.unknown("a layer called with arguments that are not known")
    if args and layers.is_layer(args[0]):
        words = f"only input tensors may be passed as positional arguments, and {name_of(self)} is given the layer {name_of(args[0])} itself"
        details = {"argument": "inputs", "value": args[0].cls.name, "layer": name_of(self)}
        return vm.refuse("invalid-argument", words, error="ValueError", details=details)
    outermost = not vm.state.get("keras.running") and not vm.state.get("keras.inside")
    if outermost and self.cls.node is not None:
        note(vm, self, args)
    if symbolic_in(args, kwargs):
        return call_symbolic(vm, self, args, kwargs)
    if vm.state.get("keras.running"):
        return run_layer(vm, self, args, kwargs)
    lost = layers.unknown_of(args)
    if lost is not None and outermost:
        return lost
    with recorder(vm).hushed():
        return run_layer(vm, self, args, kwargs)


def note(vm: Interpreter, self: Instance, args: tuple[Value, ...]) -> None:
    """Remember what the program gives a layer of its own: that is what it is run on later."""
    tensors = list(flat_tensors(args))
    if id(self) in seen(vm) or not tensors or any(x.shape is None for x in tensors):
        return
    note_data(vm, self, tensors)
    seen(vm)[id(self)] = Seen(bare(args), call_words(vm), vm.here())


def bare(data: Value) -> Any:
    """The same data as tensors of which nothing but shape and element type is known."""
    return mapped(
        data, lambda one: make(Tensor(one.tensor.shape, one.tensor.dtype)) if isinstance(one, TensorValue) else one
    )


def call_symbolic(vm: Interpreter, self: Instance, args: tuple[Value, ...], kwargs: Kwargs) -> Value:
    """A call while a graph is being built: a node."""
    args, kwargs = found_again(vm, args), found_again(vm, kwargs)
    was_built, native = self.attrs.get("built"), spec_of(self) is not None
    first = len(vm.facts)
    open_ = native and not vm.state.get("keras.on_tensors")
    around, vm.state["keras.symbolic"] = vm.state.get("keras.symbolic", False), open_
    try:
        with recorder(vm).hushed():
            stated = stated_shape(vm, self, eager(args), eager(kwargs))
            result = run_layer(vm, self, eager(args), eager(kwargs))
    finally:
        vm.state["keras.symbolic"] = around
    given = result.tensor if isinstance(result, TensorValue) else None
    if stated is not None and given is not None and given.shape is not None and unequal(given.shape, stated):
        result = make(Tensor(stated, given.dtype, None, given.sources))
    explain(vm, self, args, first)
    if not was_built and open_:
        check_defined(vm, self)
    return new_node(self, args, kwargs, lambda vm, args, kwargs: run_layer(vm, self, args, kwargs), vm, result)


def stated_shape(vm: Interpreter, self: Instance, args: tuple[Value, ...], kwargs: Kwargs) -> Shape | None:
    """What a layer of the program says itself of its result: Keras builds a graph on that, and not on what `call` gives."""
    _, stated = defined_in(self, "compute_output_shape")
    if not isinstance(stated, FunctionValue) or len(stated.node.parameters) != 2 or not args:
        return None
    try:
        with training(vm, kwargs):
            build(vm, self, args, kwargs)
        return shape_of(vm.call(vm.getattr(self, "compute_output_shape"), (told(vm, args[0]),)))
    except NotKnown:
        return None


def check_defined(vm: Interpreter, self: Instance) -> None:
    """Refuse variables over a size that is None where the graph is built."""
    for value in layers.variables(self):
        if any(is_open(vm, size) for size in value.tensor.shape or ()):
            shape = plain(static_shape(vm, value.tensor.shape))
            words = f"shapes used to initialize variables must be fully-defined (no `None` dimensions): {name_of(self)} makes one of {shape}"
            vm.refuse(
                "invalid-argument",
                words,
                error="ValueError",
                details={"argument": "shape", "value": str(shape), "layer": name_of(self)},
            )
            return


def run_layer(vm: Interpreter, self: Instance, args: tuple[Value, ...], kwargs: Kwargs) -> Value:
    """Build a layer if that is still to be done, run it on tensors, and record the call."""
    found = spec_of(self)
    ran(vm)[id(self)] = self
    with training(vm, kwargs):
        if found is not None:
            return run_native(vm, self, *found, args, kwargs)
        return run_own(vm, self, args, kwargs)


@contextmanager
def training(vm: Interpreter, kwargs: Kwargs) -> Iterator[None]:
    """Layers that are called in here without `training` take that of the layer around them."""
    saved = vm.state.get("keras.training")
    if kwargs.get("training") is not None:
        vm.state["keras.training"] = kwargs["training"]
    try:
        yield
    finally:
        vm.state["keras.training"] = saved


# --- layers of Keras --------------------------------------------------------------------------------------------------


def run_native(vm: Interpreter, self: Instance, op: str, spec: Spec, args: tuple[Value, ...], kwargs: Kwargs) -> Value:
    """Run a layer of Keras by its op."""
    kwargs = accepted(spec.run, kwargs)
    signature = signature_of(spec.run)
    try:
        signature.bind(self, *args, **kwargs)
    except TypeError:
        words = f"{self.cls.name}.call() {misfit(signature, (self, *args), kwargs)}"
        return vm.refuse("wrong-arguments", words, error="TypeError")
    if spec.opens:
        return run_container(vm, self, op, spec, args, kwargs)
    rec = recorder(vm)
    inputs = list(flat_tensors([args, kwargs]))
    defined = self.site.location if self.site else None
    given: list[Any] = []
    first = len(rec.steps or ())

    def run() -> Any:
        try:
            with rec.hushed():
                build(vm, self, args, kwargs)
                given.append(spec.run(vm, self, *args, **kwargs))
        except NeedsInput as need:
            if vm.state.get("keras.asks"):
                raise
            given[:] = [assumed(vm, self, spec, need, args, kwargs)]
        except NotKnown as unknown:
            vm.called_unknown(vm.unknown(unknown.reason), args)
            given.append(unknown_result(inputs))
        except Refused as refused:
            if refused.kind != "rank-mismatch":
                raise
            # What comes of a tensor of the wrong rank is anybody's guess: nothing is to follow from it.
            raise Refused(refused.kind, refused.words, unknown_result(inputs), **refused.details) from None
        return gathered(given[0])

    name = name_of(self)
    outputs, macs = attempt(
        vm, run, error="ValueError", words=refusal, defined=defined, details={"layer": name},
        tell=None if rec.quiet > 1 else lambda refused: tell(Case(op, inputs, named(refused, name), self.attrs)),
    )  # fmt: skip
    if isinstance(outputs, Unknown):
        outputs = (unknown_result(inputs),)
    if isinstance(macs, int) and macs == 0:  # what a layer inside of it costs
        macs = cost_of([step.result for step in (rec.steps or ())[first:]])
    total, trained = layers.count(self)
    _, recorded = rec.add(
        name, self.cls.name, op, "module", inputs, outputs,
        macs=macs, parameters=total, trainable=trained, attributes=described(self, spec, inputs) if not rec.quiet else {}, defined=defined,
    )  # fmt: skip
    return filled(given[0] if given else recorded[0], iter(recorded), make)


def assumed(
    vm: Interpreter, self: Instance, spec: Spec, need: NeedsInput, args: tuple[Value, ...], kwargs: Kwargs
) -> Any:
    """What a layer gives for an input of a graph of which nobody has said the shape: the only one that it takes, else nothing known."""
    inputs = list(flat_tensors([args, kwargs]))
    if not need.forced:
        return unknown_result(inputs)
    shape = tuple(
        fresh(str(size), least=1) if isinstance(size, Dim) and size != symbol("N") else size
        for size in need.candidates[0]
    )

    def with_shape(value: Value) -> Value:
        bare = isinstance(value, TensorValue) and value.tensor.shape is None
        return make(Tensor(shape, value.tensor.dtype, None, value.tensor.sources)) if bare else value

    args, kwargs = mapped(args, with_shape), mapped(kwargs, with_shape)
    with recorder(vm).hushed():
        build(vm, self, args, kwargs)
        return spec.run(vm, self, *args, **kwargs)


def unknown_result(inputs: Sequence[Tensor]) -> Tensor:
    """What a layer gives of which nothing is known."""
    return Tensor(None, None, None, sources_of(inputs))


def run_container(
    vm: Interpreter, self: Instance, op: str, spec: Spec, args: tuple[Value, ...], kwargs: Kwargs
) -> Value:
    """Run a model of Keras, whose layers are rows of their own."""
    rec = recorder(vm)
    inputs = list(flat_tensors([args, kwargs]))
    try:
        with rec.inside():
            build(vm, self, args, kwargs)
            result = spec.run(vm, self, *args, **kwargs)
    except NotKnown as unknown:
        vm.called_unknown(vm.unknown(unknown.reason), args)
        result = make(unknown_result(inputs))
    total, trained = layers.count(self)
    rec.add(
        name_of(self), self.cls.name, op, "container", inputs, list(flat_tensors(result)),
        parameters=total, trainable=trained, attributes=described(self, spec, inputs), defined=self.site.location if self.site else None,
    )  # fmt: skip
    return result


def accepted(run: Callable[..., Any], kwargs: Kwargs) -> Kwargs:
    """The keywords that a layer takes: what concerns the whole model may be given to every one."""
    parameters = signature_of(run).parameters
    return {name: value for name, value in kwargs.items() if name not in CONTEXT or name in parameters}


# --- layers of the program --------------------------------------------------------------------------------------------


def run_own(vm: Interpreter, self: Instance, args: tuple[Value, ...], kwargs: Kwargs) -> Value:
    """Run a layer by its own `call`."""
    rec = recorder(vm)
    with rec.inside():
        result = called(vm, self, args, kwargs)
    inputs = list(flat_tensors([args, kwargs]))
    result = mapped(result, lambda value: stand_in(vm, self, value, inputs))
    parts = layers.sublayers(self)
    total, trained = layers.count(self)
    _, recorded = rec.add(
        name_of(self),
        type_of(self),
        type_of(self),
        "container" if parts else "module",
        inputs,
        list(flat_tensors(result)),
        parameters=total,
        trainable=trained,
        attributes={"role": "container" if parts else "other"},
        defined=self.site.location if self.site else None,
    )
    store(vm, self, "_called", True)
    return result if parts else rebuilt(result, iter(recorded))


def called(vm: Interpreter, self: Instance, args: tuple[Value, ...], kwargs: Kwargs) -> Value:
    """What `call` gives; the layer is built before."""
    build(vm, self, args, kwargs)
    _, call = defined_in(self, "call")
    around = vm.state.get("keras.inside", False)
    vm.state["keras.inside"] = True
    try:
        result = vm.call(vm.getattr(self, "call"), args, context(vm, call, kwargs, len(args)))
    finally:
        vm.state["keras.inside"] = around
    store(vm, self, "built", True)
    return result


def context(vm: Interpreter, call: Value, kwargs: Kwargs, positional: int) -> Kwargs:
    """The keywords for a `call` of the program: `training` from the layer around it, nothing that it does not take.

    The mask that comes with an input is not followed: where the program makes any, there may be one.
    """
    if not isinstance(call, FunctionValue):
        return kwargs
    names = {p.name for p in call.node.parameters[1 + positional :]}
    loose = any(p.kind == "double_star" for p in call.node.parameters)
    given = {name: value for name, value in kwargs.items() if name in names or loose or name not in CONTEXT}
    around = vm.state.get("keras.training")
    if "training" in names and given.get("training") is None and around is not None:
        given["training"] = around
    for name in names & set(CONTEXT) - set(call.defaults) - set(given):
        given[name] = None  # Keras 2 fills them in
    if vm.state.get("keras.masks"):
        masks = {"mask", *(f"{p.name}_mask" for p in call.node.parameters)}
        for name in names & masks:
            if given.get(name) is None:
                given[name] = vm.unknown("whether a mask comes with the input")
    return given


def type_of(self: Instance) -> str:
    """The class that a layer goes by."""
    return self.cls.name


def stand_in(vm: Interpreter, self: Instance, value: Value, inputs: Sequence[Tensor]) -> Value:
    """What a layer gives, a tensor of the shape that the layer states itself where we do not know it."""
    if isinstance(value, TensorValue) and value.tensor.shape is not None:
        return value
    if not isinstance(value, (TensorValue, Unknown)):
        return value
    shape: Shape | None = None
    _, stated = defined_in(self, "compute_output_shape")
    if isinstance(stated, FunctionValue) and inputs:
        found = vm.call(vm.getattr(self, "compute_output_shape"), (static_shape(vm, inputs[0].shape),))
        shape = shape_of(found)
    return make(Tensor(shape, None, None, sources_of(inputs)))


def rebuilt(value: Value, recorded: Iterator[Tensor]) -> Value:
    """A layer's result with each tensor replaced by its recorded twin."""

    def twin(one: Value) -> Value:
        return TensorValue(one.cls, next(recorded), one.known) if isinstance(one, TensorValue) else one

    return mapped(value, twin)


# --- building ---------------------------------------------------------------------------------------------------------


def build(vm: Interpreter, self: Instance, args: tuple[Value, ...], kwargs: Kwargs) -> None:
    """Let a layer make its variables for these inputs, unless it has them."""
    if self.attrs.get("built") is True and not self.attrs.get("_vague"):
        return
    cls, function = defined_in(self, "build")
    if isinstance(function, FunctionValue):
        if self.attrs.get("built") is not True:
            store(vm, self, "built", True)
            vm.call(vm.getattr(self, "build"), *build_arguments(vm, self, function, args, kwargs))
    elif cls.qualified in SPECS:
        given = args[0] if args else next(iter(kwargs.values()), None)
        if SPECS[cls.qualified].opens:
            note_data(vm, self, flat_tensors(given))
        build_native(vm, self, SPECS[cls.qualified], shapes_of(given))


def build_native(vm: Interpreter, self: Instance, spec: Spec, shapes: Any) -> None:
    """Make the variables of a layer of Keras; once more where some of their sizes were not known the first time."""
    vm.touch(self.attrs)
    self.attrs["built"] = True
    if self.attrs.pop("_vague", None):
        self.attrs["_own_weights"] = []
    if spec.build is not None:
        spec.build(vm, self, shapes)


def build_arguments(
    vm: Interpreter, self: Instance, function: FunctionValue, args: tuple[Value, ...], kwargs: Kwargs
) -> tuple[tuple[Value, ...], Kwargs]:
    """What `build` is called with: the shape of the first input, or one shape for each input by its name."""
    named = [p for p in function.node.parameters[1:] if p.kind in ("positional", "normal", "keyword")]
    inputs = [*args, *kwargs.values()]
    if len(named) <= 1:
        return (told(vm, inputs[0]) if inputs else None,), {}
    _, call = defined_in(self, "call")
    names = [p.name for p in call.node.parameters[1:]] if isinstance(call, FunctionValue) else []
    by_name = {**dict(zip(names, args, strict=False)), **kwargs}
    wanted = [p.name for p in named if p.name.removesuffix("_shape") in by_name]
    return (), {name: told(vm, by_name[name.removesuffix("_shape")]) for name in wanted}


def told(vm: Interpreter, value: Value) -> Value:
    """The shapes of tensors in a nest as the program is told."""

    def shape(one: Value) -> Value:
        if isinstance(one, TensorValue):
            return static_shape(vm, one.tensor.shape)
        return vm.unknown("the shape of a value that is not known") if isinstance(one, Unknown) else None

    return mapped(value, shape)


def shapes_of(value: Value) -> Any:
    """The shapes of tensors in a nest: a shape, None where the rank is not known, or a list."""
    value = plain(value)
    if isinstance(value, TensorValue):
        return value.tensor.shape
    if isinstance(value, dict):
        value = list(value.values())
    return [shapes_of(item) for item in value] if isinstance(value, (list, tuple)) else None


def shape_of(value: Value, *, batch: bool = True) -> Shape | None:
    """A shape that the program states, None in it for what is open; None if it is not one."""
    value = plain(value)
    if not isinstance(value, (list, tuple)) or any(isinstance(size, Rest) for size in value):
        return None
    if not all(size is None or isinstance(plain(size), (int, Dim, Unknown)) for size in value):
        return None
    sizes = [plain(size) if isinstance(plain(size), (int, Dim)) else fresh("?", least=1) for size in value]
    if batch and sizes and value[0] is None:
        sizes[0] = symbol("N")
    return tuple(sizes)


def stated_shapes(value: Value) -> Any:
    """The argument of `build` as shapes: one, or a list."""
    found = shape_of(value)
    if found is not None:
        return found
    value = plain(value)
    if isinstance(value, dict):
        value = list(value.values())
    return [stated_shapes(item) for item in value] if isinstance(value, (list, tuple)) else None


@keras.method(LAYER, "build")
def build_method(vm: Interpreter, self: Instance, input_shape: Value = None, *args: Value, **kwargs: Value) -> Value:
    store(vm, self, "built", True)
    return None


@keras.method(LAYER, "compute_output_shape")
def compute_output_shape(
    vm: Interpreter, self: Instance, input_shape: Value = None, *args: Value, **kwargs: Value
) -> Value:
    def tensors(value: Value) -> Value:
        shape = shape_of(value)
        if shape is not None:
            return make(Tensor(shape))
        if isinstance(plain(value), (list, tuple)):
            return [tensors(item) for item in plain(value)]
        raise NotKnown("a shape that is not known")

    with recorder(vm).hushed():
        result = run_layer(vm, self, (tensors(input_shape),), {})
    return told(vm, result)


@keras.function("keras.layers.serialize", "keras.layers.deserialize")
def serialised(vm: Interpreter, layer: Value, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("a layer as a configuration")


def parameters_of_call(self: Instance) -> list[ir.Parameter]:
    """The parameters of a layer's own `call` behind `self`."""
    _, call = defined_in(self, "call")
    return list(call.node.parameters[1:]) if isinstance(call, FunctionValue) else []


def is_symbolic(value: Value) -> bool:
    """True for a tensor of a graph."""
    return isinstance(value, SymbolicTensor)
