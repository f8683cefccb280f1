"""What calls need of sizes that are not known, and what follows from it for the sizes of the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from cnnlint.frozen import dataclass
from cnnlint.source.location import Location
from cnnlint.symbolic import Condition, Every, Solution, statement

_MOST_TOLD: Final = 4  # conditions of one call that are spelled out


@dataclass(frozen=True, slots=True)
class Requirement:
    """A condition that must hold for a call to work, or, where it `is_wish`, to do what its author can mean.

    `asker` is the layer by its name, or the function. `at` is the call, `defined` where the layer was built.
    """

    condition: Condition
    asker: str
    at: Location | None
    defined: Location | None = None
    is_wish: bool = False

    @property
    def place(self) -> Location | None:
        """Where the number stands that is asked for: at the layer's definition, else at the call."""
        return self.defined or self.at

    @property
    def text(self) -> str:
        """As a sentence about the asker: "fc1 needs 16*((H - 12)//4)*((W - 12)//4) = 400"."""
        parts = self.condition.parts if isinstance(self.condition, Every) else (self.condition,)
        more = f" and {len(parts) - _MOST_TOLD} more" if len(parts) > _MOST_TOLD else ""
        return f"{self.asker} needs {' and '.join(map(str, parts[:_MOST_TOLD]))}{more}"


@dataclass(frozen=True, slots=True)
class Contract:
    """What the sizes of a model's input must be.

    `requires` are the requirements that it follows from, as they are told. `solution` is None where nothing is asked of the sizes, or where they
    do not hang on one input alone. `taken` are the sizes, by axis, that the model was run with because they follow. `channels` are
    the numbers of channels that follow where they were left open. `is_impossible`: it is
    proved that no input fits.
    """

    requires: tuple[Requirement, ...] = ()
    solution: Solution | None = None
    channels: Mapping[str, int] = field(default_factory=dict)
    is_impossible: bool = False
    taken: Mapping[str, int] = field(default_factory=dict)

    @property
    def fits(self) -> str:
        """What the sizes must be, in words; empty where nothing is asked of them, or it is not known."""
        return "" if self.solution is None else statement(self.solution)

    @property
    def squares(self) -> str:
        """The same in short: of several shapes that fit, the square ones."""
        return "" if self.solution is None else statement(self.solution, briefly=True)


NO_CONTRACT: Final = Contract()
