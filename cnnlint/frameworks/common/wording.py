"""The messages of a framework as a table: by kind of fact, and by operation where several say it differently."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from cnnlint.frameworks.common.operation import Said
from cnnlint.graph import Shape, Tensor
from cnnlint.ops.outcome import Refused


@dataclass(frozen=True, slots=True)
class Case:
    """A refusal: which operation, by its documented name; what it was given; the figures; and what it was built with."""

    op: str
    inputs: Sequence[Tensor]
    refused: Refused
    built: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """A figure of the refusal. Raises KeyError where it was not given one."""
        return self.refused.details[name]

    @property
    def short(self) -> str:
        """The last part of the operation's name."""
        return self.op.rpartition(".")[2]

    def shape(self, index: int = 0) -> Shape:
        """The shape of an input. Raises KeyError where it is not known."""
        found = self.inputs[index].shape if index < len(self.inputs) else None
        if found is None:
            raise KeyError(index)
        return found


Words: TypeAlias = Callable[[Case], str | None]


@dataclass(frozen=True)
class Wording:
    """What a library says. A message is looked for under (kind, operation), then under (kind, "")."""

    library: str
    messages: Mapping[tuple[str, str], Words]

    def said(self, case: Case) -> Said:
        """The message, if there is one and its figures are known."""
        kind = case.refused.kind
        words = self.messages.get((kind, case.short)) or self.messages.get((kind, ""))
        try:
            text = words(case) if words is not None else None
        except (KeyError, IndexError, TypeError, ValueError, StopIteration):
            return ()
        return ((self.library, text),) if text else ()


def named(refused: Refused, layer: str) -> Refused:
    """A refusal with the name of the layer among its figures."""
    return Refused(refused.kind, refused.words, refused.recovery, **{**refused.details, "layer": layer})
