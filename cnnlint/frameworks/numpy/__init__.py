"""NumPy, as far as model code uses it: known numbers give known numbers, and arrays have shapes."""

from __future__ import annotations

from cnnlint.frameworks.numpy import functions, methods
from cnnlint.frameworks.numpy.array import ARRAY, LIBRARY

__all__ = ["ARRAY", "LIBRARY"]

# Importing the tables fills the library.
TABLES = (functions, methods)
