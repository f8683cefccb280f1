"""What the fields say of a model as a whole, as rules see it: `cnnlint.graph.insight`, each figure worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

from cnnlint.graph import LayerCall, insight
from cnnlint.rule_engine import logic
from cnnlint.rule_engine.types import Value

if TYPE_CHECKING:
    from cnnlint.rule_engine.views import LayerView, ModelView

_share = logic.arithmetic("/")


@dataclass(eq=False)
class DesignView:
    """The design of one model."""

    model: ModelView

    @cached_property
    def covering(self) -> LayerView | None:
        """The layer that makes the first map whose every position reads as much as there is of the input."""
        layer = insight.covering(self.model.model)
        return None if layer is None else self.model.calls.get(layer)

    @cached_property
    def border(self) -> tuple[LayerView, ...]:
        """The windows that can bring nothing new into view."""
        return self._views(insight.border(self.model.model))

    @cached_property
    def misaligned(self) -> tuple[LayerView, ...]:
        """Where branches meet whose positions do not lie over each other."""
        return self._views(insight.parted(self.model.model))

    @cached_property
    def unread(self) -> Value:
        """How many pixels nothing reads, along each axis of the first input."""
        found = insight.unread(self.model.model)
        given = self.model.model.inputs[0] if self.model.model.inputs else None
        if found is None or given is None or given not in found:
            return None
        return tuple(sum(last - first + 1 for first, last in runs) for runs in found[given])

    @property
    def unread_shares(self) -> Value:
        """The same as shares of the input."""
        unread, size = self.unread, self.model.inputs[0].size if self.model.inputs else None
        if not isinstance(unread, tuple) or size is None or len(size) != len(unread):
            return None
        return tuple(_share(one, extent) for one, extent in zip(unread, size, strict=True))

    @cached_property
    def density(self) -> Value:
        """The share of its field's pixels that the position in the middle of the last map reads."""
        shares = insight.density(self.model.model)
        return None if shares is None else prod(shares)

    @cached_property
    def halo(self) -> Value:
        """What a tile needs on each side, along each axis."""
        halos = insight.halo(self.model.model)
        return None if halos is None else tuple(halo.least for halo in halos)

    def _views(self, layers: Iterable[LayerCall]) -> tuple[LayerView, ...]:
        return tuple(self.model.calls[layer] for layer in layers if layer in self.model.calls)
