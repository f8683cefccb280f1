"""The one exception of the Python interface."""

from cnnlint.checking.errors import Refused as CannotRun

__all__ = ["CannotRun"]
