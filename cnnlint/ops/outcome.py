"""What an op gives back, and how it refuses."""

from __future__ import annotations

from collections.abc import Mapping

from cnnlint.frozen import dataclass
from cnnlint.graph import Tensor
from cnnlint.symbolic import Size


@dataclass(frozen=True, slots=True)
class Outcome:
    """The tensor that an op makes and the multiply-accumulates that it costs."""

    tensor: Tensor
    macs: Size = 0


def cost_of(result: object) -> Size:
    """The multiply-accumulates of what an operation gave, in nested tuples too."""
    known: Size | None = getattr(result, "macs", None)
    if known is not None:
        return known
    total: Size = 0
    if isinstance(result, (list, tuple)):
        for item in result:
            total = total + cost_of(item)
    return total


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault of ours
    """The op cannot be carried out, whatever the sizes that are not known may be.

    `kind` is the fact's stable name, which rules select by ("channel-mismatch"); `words` says in plain words what is wrong ("takes 64
    channels and gets 32"); `details` holds the figures for the rule's message; `recovery` is the result that the author most
    likely meant, so that the layers behind it can still be followed.
    """

    def __init__(self, kind: str, words: str, recovery: Tensor | None = None, **details: object) -> None:
        super().__init__(words)
        self.kind = kind
        self.words = words
        self.recovery = recovery
        self.details: Mapping[str, object] = details
