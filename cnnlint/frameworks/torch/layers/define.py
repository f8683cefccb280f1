"""How a layer of PyTorch is declared: its constructor's signature, its parameters, its op, and what rules may ask of it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cnnlint.frameworks.common.nested import filled, flat_tensors, gathered
from cnnlint.frameworks.common.operation import Errors, attempt, error_of
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.common.wording import Case
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.arguments import Parameters, as_flag, as_size, fitted
from cnnlint.frameworks.torch.calling import LAYERS, Described, Layer, attributes_of, built_with
from cnnlint.frameworks.torch.functions.define import ERRORS, merged
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import as_program, make, parameter
from cnnlint.frameworks.torch.wording import tell
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.native import Binder, misfit
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import Background
from cnnlint.interpreter.values import ClassValue, Instance, Unknown, Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.symbolic import Size, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Init: TypeAlias = Callable[..., None]
Run: TypeAlias = Callable[..., Any]

NOT_STORED: Final = ("args", "kwargs", "device", "dtype", "bias")
"""Arguments that do not become attributes; `bias` is a parameter or None."""


def base(name: str, *bases: ClassValue) -> ClassValue:
    """A class of `torch.nn` that only others derive from."""
    return torch.new_class(f"torch.nn.{name}", *(bases or (modules.MODULE,)))


def layer(
    *names: str,
    run: Run,
    attributes: Described,
    bases: tuple[ClassValue, ...] = (modules.MODULE,),
    errors: Errors = ERRORS,
) -> Callable[[Init], Init]:
    """Decorator: declare the layers `torch.nn.<name>` with this constructor.

    The constructor takes `(vm, self, …)` with the documented parameters; each argument becomes an attribute of the layer under its own
    name, then the constructor adds the learnt parameters (`weight`, `bias`) and converts what PyTorch converts (`kernel_size`).
    `run(vm, self, *inputs)` is the forward pass; its annotations say what it takes (`cnnlint.frameworks.torch.arguments`), and it gives
    an Outcome, a tensor, or nested tuples of tensors.
    """

    def declare(init: Init) -> Init:
        for name in names:
            dotted = f"torch.nn.{name}"
            spec = Layer(converting(run, name), attributes, merged(errors))
            LAYERS[dotted] = spec
            torch.new_class(dotted, *bases, __init__=constructor(init), forward=direct(dotted, spec))
        return init

    return declare


def constructor(init: Init) -> Run:
    """`__init__`: attributes by the names of the arguments, then what the layer adds. What it refuses is a fact."""
    signature = inspect.signature(init)
    binder = Binder(signature.replace(parameters=list(signature.parameters.values())[2:]))
    stored = [name for name in binder.names if name not in NOT_STORED]

    @functools.wraps(init)
    def construct(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        given = binder.bound(args, kwargs)
        if given is None:
            raise TypeError(misfit(signature, (vm, self, *args), kwargs))
        bound = {**binder.defaults, **given}
        modules.init(vm, self)
        for name in stored:
            store(vm, self, name, bound.get(name, ()))
        try:
            init(vm, self, *args, **kwargs)
        except Refused as refused:
            error = error_of(refused, ERRORS)
            said, figures = tell(Case(self.cls.qualified, (), refused, self.attrs))
            details = {**figures, **refused.details}
            return vm.refuse(refused.kind, refused.words, error=error, details=details, background=Background(said))
        return None

    return construct


def converting(run: Run, name: str) -> Run:
    """A forward pass that converts what it is given."""
    parameters = Parameters(run, f"{name}.forward", skip=2, native=False, extra=1)

    def converted(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Any:
        bound = parameters.bound(args, kwargs)
        return run(vm, self, *bound.args, **bound.kwargs)

    converted.__signature__ = parameters.signature  # type: ignore[attr-defined]
    return converted


def direct(dotted: str, spec: Layer) -> Run:
    """The `forward` of a layer when the program calls it itself (`super().forward(x)`): a row of kind function."""
    short = dotted.rpartition(".")[2]

    def forward(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        rec = recorder(vm)
        shaped: list[Any] = []

        def run() -> Outcome | tuple[Tensor, ...]:
            with rec.hushed():
                given = spec.run(vm, self, *args, **kwargs)
            shaped.append(given)
            return gathered(given)

        inputs = list(flat_tensors((*args, *kwargs.values())))
        outputs, macs = attempt(
            vm, run, name=short, error=spec.error, words=spec.words, inputs=inputs,
            tell=lambda refused: tell(Case(dotted, inputs, refused, built_with(self))), own=not rec.quiet,
        )  # fmt: skip
        if isinstance(outputs, Unknown):
            return outputs
        described = attributes_of(self, spec)
        _, recorded = rec.add(short, short, dotted, "function", inputs, outputs, macs=macs, attributes=described)
        return as_program(filled(shaped[0] if shaped else recorded[0], iter(recorded), make))

    return forward


# --- parameters -------------------------------------------------------------------------------------------------------


def learnt(vm: Interpreter, self: Instance, name: str, *shape: Size) -> None:
    """Give a layer a learnt tensor."""
    for size in shape:
        if less(size, 0) is True:
            words = f"{name} cannot have a size of {size}"
            raise Refused("invalid-argument", words, None, argument=name, value=str(size))
    vm.touch(self.attrs["_parameters"])
    self.attrs["_parameters"][name] = parameter(*shape)


def optional(vm: Interpreter, self: Instance, name: str, wanted: Value, *shape: Size) -> None:
    """Give a layer a learnt tensor if it is wanted; None under its name if not."""
    vm.touch(self.attrs["_parameters"])
    self.attrs["_parameters"][name] = parameter(*shape) if chosen(wanted, True) else None


def buffer(vm: Interpreter, self: Instance, name: str, *shape: Size, wanted: bool = True) -> None:
    """Give a layer a tensor that is no parameter."""
    vm.touch(self.attrs["_buffers"])
    self.attrs["_buffers"][name] = make(Tensor(tuple(shape))) if wanted else None


def has(self: Instance, name: str) -> bool:
    """Whether a layer has a learnt tensor of this name."""
    return modules.registered(self, "_parameters").get(name) is not None


def held(self: Instance, name: str) -> Tensor | None:
    """The learnt tensor or buffer of this name as it is now: the program may have replaced it. None if there is none."""
    for register in ("_parameters", "_buffers"):
        found = modules.registered(self, register).get(name)
        if isinstance(found, TensorValue):
            return found.tensor
    return None


def held_shape(self: Instance, name: str) -> Shape | None:
    """Its shape, None where that is not known."""
    found = held(self, name)
    return None if found is None else found.shape


def size_of(self: Instance, name: str) -> Size:
    """A size that the layer was built with."""
    return given_size(self.attrs[name], name)


def given_size(value: Value, name: str) -> Size:
    """An argument that is a size; a float or a text is refused, as PyTorch does when it makes the parameters."""
    found: Size = fitted(as_size, name, value)
    return found


def chosen(value: Value, default: bool = False) -> bool:
    """A flag; `default` where it is not known."""
    given = plain(value)
    if isinstance(given, (bool, int, str, type(None))):
        return bool(given)
    return default


def wanted(self: Instance, name: str) -> bool:
    """A flag that the layer was built with; NotKnown where that is not known."""
    found: bool = fitted(as_flag, name, self.attrs[name])
    return found


def constant(role: str, **described: object) -> Described:
    """What rules may ask of a layer whatever it was built with."""
    attributes: Mapping[str, object] = {"role": role, **described}
    return lambda self: attributes
