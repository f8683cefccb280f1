"""What has been found out about the size of a model's input beside what its own program does with it, and what each kind may justify.

In order of rank:

1. what the user says, by an option, a comment or the configuration: it is what the model is checked for, so what goes wrong with it is a fact;
2. what the framework is told (`Input`, `build`), what annotations say, and what the program itself runs the model on: facts too;
3. what another file of the project certainly runs the very same model on: a fact, since that run would fail;
4. hints: a run that hangs on a condition, a model that is built in another way, the only data in sight, a comment. They name a size that nothing
   else tells, no more: a hint under which anything goes wrong that does not go wrong anyway is not taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from cnnlint.graph import Input, Location, Shape
from cnnlint.interpreter.outcome import Fact

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Said:
    """The shape of an input: who says it, in words, and where."""

    shape: Shape
    origin: str
    learnt: Location | None = None
    dtype: str | None = "float32"

    def as_input(self, name: str, at: Location | None = None) -> Input:
        """The input of that name."""
        return Input(name, self.shape, self.origin, self.dtype, at, self.learnt)


Stated: TypeAlias = Mapping[str, Said]
"""By the name of the input, or by its position ("#0")."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What is said (rank 1), what other files certainly run the model on (3), what they likely do, and hints (both 4), the likelier first.

    A size that follows from the layers stands between the last two: it is told before a hint is looked at.
    """

    said: Stated = field(default_factory=dict)
    runs: tuple[Stated, ...] = ()
    likely: tuple[Stated, ...] = ()
    hints: tuple[Stated, ...] = ()


def is_open(inputs: Iterable[Input]) -> bool:
    """Whether anything but the number of examples is not known of some input."""
    shapes = [one.shape for one in inputs]
    return not shapes or any(shape is None or not all(isinstance(size, int) for size in shape[1:]) for shape in shapes)


def is_complete(hint: Stated) -> bool:
    """Whether a hint tells all sizes but the number of examples: one that does not tells little that the layers do not."""
    return all(isinstance(size, int) for said in hint.values() for size in said.shape[1:])


def with_hints(
    plain: R, inputs: Sequence[Input], sources: Sources, attempt: Callable[[Stated], tuple[R, Sequence[Fact]] | None], facts: Sequence[Fact]
) -> R:  # fmt: skip
    """The run with the first hint under which nothing else goes wrong than without it; `plain` if there is none, or no need of one.

    `attempt` gives a run and the facts met in it, None where the model could not be run. `facts` are those of `plain`.
    """
    known = {(fact.kind, fact.at) for fact in facts}
    for hint in (*sources.likely, *(sources.hints if is_open(inputs) else ())):
        tried = attempt(hint) if is_complete(hint) else None
        if tried is not None and all((fact.kind, fact.at) in known for fact in tried[1]):
            return tried[0]
    return plain
