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
