"""What a model would be if something in it were otherwise: its operations carried out again, with some of them changed."""

from cnnlint.variation.proposals import Figures, Proposal, WhatIf, what_if

__all__ = ["Figures", "Proposal", "WhatIf", "what_if"]
