"""What a model holds under an attribute, and what becomes of it when the model runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from cnnlint.source.location import Location
from cnnlint.symbolic import Size

PartKind: TypeAlias = Literal["module", "parameter"]


@dataclass(eq=False, slots=True)
class Part:
    """A layer, a block of layers or a parameter that a class of the program's own keeps as an attribute.

    `name` is its attribute path in the model, `attribute` the last step of it; `owners` are the names of the class that keeps it and of the
    bases of that, and `path` the file of that class. `at` is where it is built. `called`: it, or something inside of it, ran or was read in a run
    of the model. `mentioned`: the program names the attribute other than to set it; None until that is looked up. `replacement` is where another
    value takes its place before anything has used it. `made_by` is where one is made that is made while the model runs, and the calls that lead there.
    """

    name: str
    attribute: str
    type: str
    role: str
    kind: PartKind
    owners: tuple[str, ...]
    path: str
    at: Location | None
    parameters: Size = 0
    trainable: Size = 0
    called: bool = False
    mentioned: bool | None = None
    replacement: Location | None = None
    made_by: tuple[Location, ...] = ()
