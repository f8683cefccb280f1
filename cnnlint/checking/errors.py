"""What keeps a run from being carried out."""

from __future__ import annotations


class Refused(Exception):
    """What was asked for cannot be done: a wrong configuration, rule file, path or option. The message says the way out."""
