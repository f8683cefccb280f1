"""What else rules see of a model beside its layers: losses, metrics, the parts that it holds, and facts. Whatever is not known is None."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnlint.graph import Location, Loss, Metric, Part

if TYPE_CHECKING:
    from cnnlint.interpreter.outcome import Fact
    from cnnlint.rule_engine.views import LayerView, ModelView


@dataclass(eq=False)
class LossView:
    """A loss that a model's result is given to."""

    model: ModelView
    loss: Loss

    @property
    def source(self) -> LayerView | None:
        """The layer whose result it is given: what is named, else what makes the model's only result."""
        return self.model.source_of(self.loss.source)


@dataclass(eq=False)
class MetricView:
    """A metric that is computed of a model's result."""

    model: ModelView
    metric: Metric

    @property
    def source(self) -> LayerView | None:
        """The layer whose result it is given."""
        return self.model.source_of(self.metric.source)

    @property
    def loss(self) -> LossView | None:
        """The loss of the same result."""
        return next((loss for loss in self.model.losses if loss.loss is self.metric.loss), None)


@dataclass(eq=False)
class PartView:
    """What a model holds under an attribute."""

    model: ModelView
    part: Part

    @property
    def name(self) -> str:
        """Its attribute path."""
        return self.part.name

    @property
    def place(self) -> Location | None:
        """Where it is built."""
        return self.part.at


@dataclass(frozen=True)
class FactView:
    """Something that is certainly so, and the model in whose analysis it was met."""

    fact: Fact
    model: ModelView | None

    @property
    def statement(self) -> str:
        """What is wrong as a sentence about the layer that refuses, if it has a name."""
        return self.fact.statement

    @property
    def raised(self) -> str | None:
        """What happens at run time: each library's own message, or the exception."""
        error = self.fact.error
        said = [f"{library} would say: {text}" for library, text in self.fact.said]
        return "\n".join(said) or (f"{error} at run time" if error else None)

    @property
    def maker(self) -> Location | None:
        """Where the layer was built that made what is refused: the operand that is told, or the first."""
        operand = self.fact.details.get("operand", 0)
        makers = self.fact.makers
        return makers[operand] if isinstance(operand, int) and operand < len(makers) else None

    @property
    def call(self) -> Location | None:
        """The call that is refused, where that is written for this layer or function alone."""
        return self.fact.at if self.fact.own else None
