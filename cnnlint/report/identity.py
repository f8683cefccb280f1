"""What a finding is told by from one version of a file to the next: the file, the rule and the text of the line, not its number."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from cnnlint.diagnostics import Diagnostic
from cnnlint.diagnostics.baseline import key_of
from cnnlint.source.location import Location

_PLAIN: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def fingerprints(diagnostics: Sequence[Diagnostic], text: Callable[[str], str | None]) -> list[str]:
    """A text of 32 hexadecimal digits for each finding: the same as long as its file, rule and line are, and distinct within a run."""
    seen: Counter[tuple[str, str, str]] = Counter()
    result = []
    for found in diagnostics:
        key = key_of(found, text, relative)
        whole = "\0".join((*key, str(seen[key])))
        result.append(hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32])
        seen[key] += 1
    return result


def relative(path: str, folder: str = "") -> str:
    """A path with forward slashes, relative to a folder (default: the current one) if it lies below it."""
    root = os.path.abspath(folder or os.curdir)
    whole = os.path.abspath(path)
    below = whole.startswith(os.path.join(root, ""))
    return PurePath(os.path.relpath(whole, root) if below else whole).as_posix()


def uri(path: str) -> str:
    """The same as a URI reference (RFC 3986): relative below the current folder, else of scheme `file`."""
    place = relative(path)
    quoted = "".join(
        chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in place.encode("utf-8", "surrogateescape")
    )
    if not os.path.isabs(place):
        return quoted
    return f"file://{quoted}" if quoted.startswith("/") else f"file:///{quoted}"


def in_file(found: Diagnostic) -> Diagnostic:
    """For formats that know no cells: a finding in one stands in the notebook's first line, and its message says where."""
    at = found.at
    if at.cell is None:
        return found
    first = Location(at.path, 1, 1, 1, 2)
    return replace(found, at=first, message=f"cell {at.cell}, line {at.line}: {found.message}", related=(), fix=None)
