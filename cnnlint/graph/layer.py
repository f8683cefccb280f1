"""One call of a layer, function, method or operator on tensors: a row of the table and a node of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from cnnlint.graph.field import Field
from cnnlint.source.location import Location, is_installed
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.graph.tensor import Shape, Source, Tensor
    from cnnlint.graph.trail import Trail

Kind: TypeAlias = Literal["module", "container", "function", "method", "operator"]


@dataclass(eq=False, slots=True)
class LayerCall:
    """A call that produced tensors, in the order in which calls finish.

    `name` is the attribute path as `named_modules()` has it, or the Keras layer name, or the function's own name. `op` is the documented
    dotted name ("torch.nn.Conv2d"); for a user's class its own name. `attributes` is what rules may ask for (`kernel`, `stride`, …: the
    names are declared once, in `cnnlint.graph.schema`). `parameters` are the layer's own (with its submodules' for a container);
    a layer that is called twice has them in both rows, and the model counts them once. `defined` is where the layer was built, `at`
    where it was called. `trail` are the operations that it came down to, None where they were not recorded.
    """

    name: str
    type: str
    op: str
    kind: Kind
    inputs: tuple[Source, ...]
    outputs: tuple[Tensor, ...]
    at: Location | None
    defined: Location | None = None
    parameters: Size = 0
    trainable: Size = 0
    macs: Size = 0
    depth: int = 0
    conditional: bool = False
    attributes: Mapping[str, object] = field(default_factory=dict)
    trail: Trail | None = field(default=None, repr=False)

    @property
    def output_shape(self) -> Shape | None:
        """The shape of the first output, None if unknown or if there is none."""
        return self.outputs[0].shape if self.outputs else None

    @property
    def receptive_field(self) -> Field | None:
        """The field of the first output; None while it is not known which axes are space."""
        field = self.outputs[0].field if self.outputs else None
        return None if field is None or field.provisional else field

    def is_foreign(self, path: str) -> bool:
        """Whether it is of a ready-made model for the program at `path`: of an installed package, or known without its source."""
        is_built = self.kind in ("module", "container")
        place = self.defined if is_built else self.at
        if place is None:
            return is_built
        return is_installed(place.path) and not is_installed(path)
