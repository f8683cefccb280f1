"""What is wrong with a configuration, said so that it can be mended."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ConfigError(Exception):
    """A configuration file or option that cannot be used; the message says where and what to write instead."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question that names the nearest known word, after "; "; empty if none is near."""
    matches = get_close_matches(word.lower(), {entry.lower(): entry for entry in known}, n=1, cutoff=0.6)
    originals = {entry.lower(): entry for entry in known}
    return f"; did you mean {originals[matches[0]]}?" if matches else ""
