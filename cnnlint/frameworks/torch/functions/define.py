"""How a function or tensor method of PyTorch is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from cnnlint.frameworks.common.nested import filled, flat_tensors, gathered
from cnnlint.frameworks.common.operation import Errors, attempt, error_of, told
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.common.wording import Case
from cnnlint.frameworks.torch.arguments import Body, Parameters
from cnnlint.frameworks.torch.dtypes import floating, promotion, typed
from cnnlint.frameworks.torch.functions.figures import computed, share
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.module import is_module, name_in
from cnnlint.frameworks.torch.tensor import TENSOR, as_program, make
from cnnlint.frameworks.torch.uses import mark_result, told_of
from cnnlint.frameworks.torch.wording import tell
from cnnlint.graph import Tensor
from cnnlint.graph.layer import Kind
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Instance, Native, Unknown, Value
from cnnlint.ops.outcome import Outcome, Refused, cost_of
from cnnlint.ops.shared import same_sizes, written

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Described: TypeAlias = Callable[[Mapping[str, Any]], Mapping[str, object]]

F: Final = "torch.nn.functional"
OUT: Final = ("out",)
FACTORY: Final = ("out", "dtype", "layout", "device", "pin_memory", "requires_grad")
RANDOM: Final = (*FACTORY, "generator")
LIKE: Final = ("dtype", "layout", "device", "pin_memory", "requires_grad", "memory_format")
ERRORS: Final[Mapping[str, str]] = {"axis-out-of-range": "IndexError"}
RESHAPING: Final = {
    "squeeze_",
    "unsqueeze_",
    "transpose_",
    "swapaxes_",
    "swapdims_",
    "t_",
    "resize_",
    "resize_as_",
    "as_strided_",
}
AUGMENTED: Final = {
    "__iadd__", "__isub__", "__imul__", "__itruediv__", "__ifloordiv__", "__imod__", "__ipow__", "__iand__", "__ior__", "__ixor__",
    "__ilshift__", "__irshift__",
}  # fmt: skip


_OPERANDS: Final = ("input", "other", "self", "exponent")
Types: TypeAlias = Literal["kept", "promoted", "floating"]


@dataclass(eq=False)
class Operation:
    """A native: binds and converts the arguments, runs the body, and records the call."""

    body: Body
    parameters: Parameters
    name: str
    op: str
    family: str
    """The first of the functions that the body implements, by which its messages are found."""
    kind: Kind
    role: str
    attributes: Described | None
    errors: Errors
    recorded: bool
    changes: bool = False
    """Whether the result is the first argument, changed."""
    types: Types = "kept"
    """The element type of the result: as the body gives it, promoted from the operands, or floating point."""

    def __call__(self, vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
        shaped: list[Any] = []
        given: dict[str, Any] = {}

        def once() -> Outcome | Sequence[Tensor]:
            bound = self.parameters.bound(args, kwargs)
            given.update(bound.arguments)
            result = self.body(vm, *bound.args, **bound.kwargs)
            if self.types != "kept" and getattr(getattr(result, "tensor", result), "dtype", None) is not None:
                name = promotion((*args, *(value for key, value in kwargs.items() if key in _OPERANDS)))
                result = typed(result, floating(name) if self.types == "floating" else name)
            shaped.append(result)
            return self.checked(args, gathered(result))

        inputs = list(flat_tensors((*args, *kwargs.values())))
        owner = args[0] if args and is_module(args[0]) else None  # a layer whose forward is a function of its own
        site = getattr(owner, "site", None)
        outputs, macs = attempt(
            vm, once, error=self.errors, inputs=inputs, name=self.name, defined=site.location if site else None,
            details={"layer": name_in(vm, owner)} if isinstance(owner, Instance) else None,
            tell=lambda refused: tell(Case(self.family, inputs, refused, given)), own=not recorder(vm).quiet,
        )  # fmt: skip
        if isinstance(outputs, Unknown):
            return outputs
        row, changes = None, self.changes or given.get("inplace") is True or kwargs.get("out") is not None
        if self.recorded and inputs and outputs:
            described = self.described(given)
            described = {**described, **told_of(args, changes=changes)}
            row, outputs = recorder(vm).add(
                self.name, self.name, self.op, self.kind, inputs, outputs, macs=macs, attributes=described
            )
        result = as_program(filled(shaped[0] if shaped else outputs[0], iter(outputs), make))
        if isinstance(result, TensorValue) and result.known is MISSING and not kwargs:
            result.known = computed(self.name, args)
        share(self.name, args, kwargs, result if isinstance(result, tuple) else (result,))
        result = changed(vm, args[0], result) if self.changes and args else result
        mark_result(result, row, changes=changes)
        return result

    def described(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        """What rules may ask of the call; of one whose arguments make no sense, only its role."""
        try:
            return {"role": self.role, **(self.attributes(given) if self.attributes is not None else {})}
        except (NotKnown, Refused, KeyError):
            return {"role": self.role}

    def checked(self, args: Sequence[Value], outcome: Outcome | Sequence[Tensor]) -> Outcome | Sequence[Tensor]:
        """What is put into the first argument; refuses what would need another shape ("broadcast-mismatch")."""
        target = args[0].tensor if args and isinstance(args[0], TensorValue) else None
        if not self.changes or self.name in RESHAPING or target is None:
            return outcome
        result = outcome.tensor if isinstance(outcome, Outcome) else outcome[0]
        if target.shape is not None and result.shape is not None and same_sizes(target.shape, result.shape) is False:
            words = f"a tensor of {written(target.shape)} cannot hold the result of {written(result.shape)}"
            raise Refused("broadcast-mismatch", words, target, left=target.shape, right=result.shape)
        return Outcome(Tensor(result.shape, target.dtype, result.field, result.sources), cost_of(outcome))


def changed(vm: Interpreter, target: Value, result: Value) -> Value:
    """The tensor that a method has changed; on a path that may be undone another one that stands for it."""
    if not isinstance(target, TensorValue) or not isinstance(result, TensorValue) or vm.journals:
        return result
    target.tensor, target.known = result.tensor, result.known
    return target


def op(
    *names: str,
    role: str = "other",
    attributes: Described | None = None,
    errors: Errors = ERRORS,
    recorded: bool = True,
    options: Sequence[str] = (),
    types: Types = "kept",
) -> Callable[[Body], Body]:
    """Decorator: the body `(vm, input, …)` implements these functions; ".name" is a method of tensors, "F.name" one of torch.nn.functional.

    Its annotations say what it takes (`cnnlint.frameworks.torch.arguments`); it gives an Outcome, a tensor, or nested tuples of tensors.
    Each call with tensors is a row, unless `recorded` is False. `attributes` is given the converted arguments by name. `options` are
    keywords that PyTorch takes and that have no meaning here; a body with `**options` gets them. A method whose name ends in `_`
    changes its tensor.
    """

    def declare(body: Body) -> Body:
        for given in names:
            dotted = full_name(given)
            short = dotted.rpartition(".")[2]
            method = given.startswith(".")
            kind: Kind = "operator" if short.startswith("__") else ("method" if method else "function")
            shown = short.strip("_") if kind == "operator" else short
            parameters = Parameters(body, shown, options=options, native=not dotted.startswith(F), method=method)
            changes = short in AUGMENTED or (short.endswith("_") and kind != "operator")
            run = Operation(
                body,
                parameters,
                shown,
                namesake(short, names),
                full_name(names[0]),
                kind,
                role,
                attributes,
                merged(errors),
                recorded,
                changes,
                types,
            )
            native = Native(dotted, run)
            if method:
                TENSOR.namespace[short] = native
            else:
                torch.add(dotted, native)
        return body

    return declare


def namesake(short: str, names: Sequence[str]) -> str:
    """The documented name of a function or method: that of the first of its kind that is called so (`torch.abs` of `Tensor.abs_`)."""
    stem = short.rstrip("_") if not short.startswith("__") else short
    found = next((name for name in names if name.rpartition(".")[2] == stem), names[0])
    return full_name(found)


def ordinary(*names: str, options: Sequence[str] = ()) -> Callable[[Body], Body]:
    """Decorator: the body implements these functions or methods; it gives a value of the program other than computed tensors, and is no row."""

    def declare(body: Body) -> Body:
        for given in names:
            dotted = full_name(given)
            short = dotted.rpartition(".")[2].strip("_")
            native = Native(dotted, guarded(body, short, native=not dotted.startswith(F), options=options))
            if given.startswith("."):
                TENSOR.namespace[given[1:]] = native
            else:
                torch.add(dotted, native)
        return body

    return declare


def guarded(body: Body, name: str, *, native: bool = True, options: Sequence[str] = ()) -> Body:
    """The native that converts the arguments of a body, and of which a refusal is a fact."""
    parameters = Parameters(body, name, native=native, options=options)

    def run(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
        try:
            bound = parameters.bound(args, kwargs)
            return body(vm, *bound.args, **bound.kwargs)
        except Refused as refused:
            error = error_of(refused, ERRORS)
            inputs = list(flat_tensors((*args, *kwargs.values())))
            said, figures = tell(Case(name, inputs, refused))
            details = {**figures, **refused.details}
            background = told(vm, inputs, said, own=not recorder(vm).quiet)
            return vm.refuse(refused.kind, refused.words, error=error, details=details, background=background)

    return run


def merged(errors: Errors) -> Errors:
    """The exception classes where an op names only those of some kinds."""
    return errors if isinstance(errors, str) else {**ERRORS, **errors}


def full_name(name: str) -> str:
    """The documented name."""
    if name.startswith("."):
        return f"torch.Tensor{name}"
    return F + name[1:] if name.startswith("F.") else name


def everywhere(*names: str) -> list[str]:
    """Functions that are methods as well: `torch.abs` and `Tensor.abs`."""
    return [place + name for name in names for place in ("torch.", ".")]


def in_place_too(*names: str) -> list[str]:
    """Functions and methods, and methods that change their tensor: `torch.abs`, `Tensor.abs`, `Tensor.abs_`."""
    return [*everywhere(*names), *(f".{name}_" for name in names)]


def own(self: Instance) -> Tensor:
    """The abstract tensor of a method's receiver."""
    assert isinstance(self, TensorValue)  # noqa: S101 - methods of the tensor class are only looked up on tensors
    return self.tensor
