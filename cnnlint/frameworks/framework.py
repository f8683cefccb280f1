"""What the analysis asks of a framework: which values are models, how to build and run one, and the model as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cnnlint.frameworks.common.made import Made
from cnnlint.frameworks.common.sources import Sources
from cnnlint.graph import Input, Location, Model
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import ClassValue, Instance, Value
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


@dataclass(frozen=True, slots=True)
class Fed:
    """A run of a model by the program: its inputs by name, and whether the program certainly comes to it."""

    model: Instance
    inputs: Mapping[str, Input]
    is_certain: bool


class Framework(Protocol):
    """One framework. `roots` are the top-level names that its tables answer for."""

    name: str
    roots: Sequence[str]

    def library(self, root: str) -> Library | None:
        """The table of a top-level name, loaded when it is first asked for."""

    def prepare(self, vm: Interpreter, mode: str) -> None:
        """Set an analysis up: "eval" or "train"."""

    def is_model(self, vm: Interpreter, value: Value) -> bool:
        """True for an object that is a model or layer of this framework."""

    def is_whole(self, vm: Interpreter, value: Value) -> bool:
        """True for a model that is worth a report of its own: not for a single layer of the library, a loss or an activation."""

    def is_model_class(self, vm: Interpreter, value: Value) -> bool:
        """True for a class whose objects are."""

    def used(self, vm: Interpreter) -> set[ClassValue]:
        """The classes of which an object has been made so far, and their bases."""

    def others(self, vm: Interpreter, path: str) -> list[tuple[str, Instance, Location]]:
        """Models that the program has run or built in the file `path` other than at module level: name, object, place."""

    def made(self, vm: Interpreter, path: str) -> list[Made]:
        """Models made in the file `path`, or of its classes, that are no part of another, whether they were run or not. No losses."""

    def label(self, model: Instance) -> str:
        """What a model is called that the program has no name for."""

    def parts(self, model: Instance) -> list[Instance]:
        """A model and all below it."""

    def entered(self, model: Instance) -> list[tuple[str, Instance]]:
        """What is called of a model, by its path: the model itself (""), or parts of one that cannot be called."""

    def is_told(self, vm: Interpreter, model: Instance) -> bool:
        """True if the program itself says what size the inputs of a model have."""

    def fed(self, vm: Interpreter) -> list[Fed]:
        """The runs of whole models by the program so far, of which the inputs' shapes are known, in order."""

    def loaded(self, vm: Interpreter) -> list[Input]:
        """The first inputs of models, as the data that the program has loaded would give them, whether they reach a model or not."""

    def is_dropped(self, vm: Interpreter, value: Value, place: Location, node: ir.Call) -> bool:
        """True for what the call at this place has just computed or built, where it has no other effect and nothing else holds it."""

    def mark(self, model: Instance) -> str:
        """A text that is the same for models that are built alike, also in another analysis."""

    def models(
        self, vm: Interpreter, model: Instance, name: str, at: Location, inputs: Sources, *, concrete: bool
    ) -> list[Model]:
        """Run a model (or take what the program itself ran) and give it as data.

        `inputs` is what others say of its inputs: the user, other files, comments. `concrete`: the object is one
        that the program makes, not one that we made of a class to look at it.
        """
