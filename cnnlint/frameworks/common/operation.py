"""Running an op for the program: what it refuses becomes a fact, what it gives becomes a tensor and a row of the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from cnnlint.frameworks.common import history
from cnnlint.frameworks.common.record import recorder
from cnnlint.graph import Location, Tensor
from cnnlint.interpreter.outcome import Background
from cnnlint.interpreter.values import Unknown
from cnnlint.ops.needs import noted
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.tape import recorded
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Result: TypeAlias = "Outcome | Tensor | Sequence[Tensor]"
Errors: TypeAlias = "str | Mapping[str, str]"
"""An exception class; or one for each kind of fact, under "" for all others."""
Said: TypeAlias = tuple[tuple[str, str], ...]
"""Messages of libraries with this case's figures, each with the library's name."""
Told: TypeAlias = tuple[Said, Mapping[str, object]]
"""What libraries say, and figures for a mend."""


UNSURE: Final = "unsure"
"""Where the state of an analysis keeps the kinds of fact that are nobody's fault, since the inputs are made up."""


ENTRY: Final = "entry"
"""Where the state of an analysis keeps the place at which the model that runs is called."""


class Raises(Refused):
    """A refusal for which the framework raises an exception of this class, whatever the function raises for others."""

    def __init__(self, error: str, kind: str, words: str, recovery: Tensor | None = None, **details: object) -> None:
        super().__init__(kind, words, recovery, **details)
        self.error = error


def attempt(
    vm: Interpreter,
    run: Callable[[], Result],
    *,
    error: Errors = "RuntimeError",
    words: Callable[[Refused], str] | None = None,
    defined: Location | None = None,
    details: Mapping[str, object] | None = None,
    inputs: Sequence[Tensor] = (),
    tell: Callable[[Refused], Told] | None = None,
    name: str = "",
    own: bool = False,
) -> tuple[tuple[Tensor, ...] | Unknown, Size]:
    """Run an op; its tensors and multiply-accumulates. One that refuses is a fact, and gives what the author most likely meant.

    `error` is the exception class that the framework raises (a refusal that has an `error` of its own knows better), `words` its own way
    of saying it in short, `tell` its message and the figures of a mend. `inputs` are the tensors that the op is given, `name` is what is
    called, unless the details name a layer, `own` is whether it is the program that calls it.
    """
    try:
        with noted() as needs, recorded(recorder(vm).steps):
            result = run()
    except Refused as refused:
        if refused.kind in vm.state.get(UNSURE, ()):
            return (vm.unknown(refused.words) if refused.recovery is None else (refused.recovery,)), 0
        said, figures = tell(refused) if tell is not None else ((), {})
        given = {**figures, **refused.details, **(details or {})}
        message = words(refused) if words is not None else refused.words
        raised = error_of(refused, error)
        background = told(vm, inputs, said, own=own)
        recovered = vm.refuse(
            refused.kind, message, error=raised, defined=defined, details=given, background=background
        )
        return (recovered if refused.recovery is None else (refused.recovery,)), 0
    for need in needs:
        asker = str((details or {}).get("layer") or name or "a call")
        recorder(vm).require(need.condition, asker, defined, is_wish=need.is_wish)
    if isinstance(result, Outcome):
        return (result.tensor,), result.macs
    return ((result,), 0) if isinstance(result, Tensor) else (tuple(result), getattr(result, "macs", 0))


def error_of(refused: Refused, errors: Errors) -> str:
    """The exception class for a refusal."""
    if isinstance(refused, Raises):
        return refused.error
    return errors if isinstance(errors, str) else errors.get(refused.kind, errors.get("", "RuntimeError"))


def told(vm: Interpreter, inputs: Sequence[Tensor], said: Said = (), *, own: bool = False) -> Background:
    """What is to be told with a refusal of these tensors."""
    here, entry = vm.here(), vm.state.get(ENTRY)
    own = own or history.enters(inputs, here)
    return Background(said, history.steps(inputs, here), history.makers(inputs), own, entry)
