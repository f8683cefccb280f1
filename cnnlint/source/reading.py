"""From a path to text, as Python itself decodes its files; what cannot be read is a `Problem`, never an exception."""

from __future__ import annotations

import io
import os
import re
import stat
import tokenize
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cnnlint.source.documents import Kind, kind_of
from cnnlint.source.lines import LINE_END
from cnnlint.source.notebooks import NoNotebook

MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class SourceFile:
    """A file's text as it stands, line ends included, without its byte order mark."""

    path: Path
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends, as Python counts them: form feeds and Unicode separators end none."""
        return tuple(LINE_END.split(self.text))


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a path gives no text."""

    path: Path
    kind: str  # missing, unreadable, encoding, too-large
    message: str
    line: int = 1


def read(path: Path) -> SourceFile | Problem:
    """The text of one file, decoded by its byte order mark or its PEP 263 declaration, else as UTF-8; of a document its program."""
    try:
        raw = _bytes_of(path)
    except OSError as error:
        return problem_of(path, error)
    except ValueError as error:  # a null character in the name
        return Problem(path, "unreadable", f"cannot be read: {error}")
    if isinstance(raw, Problem):
        return raw
    kind = kind_of(path)
    return decoded(path, raw) if kind is None else _document(path, raw, kind)


def _document(path: Path, raw: bytes, kind: Kind) -> SourceFile | Problem:
    try:
        return SourceFile(path, kind.program_of(raw.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        return _undecodable(path, raw, error, "UTF-8")
    except NoNotebook as error:
        return Problem(path, "unreadable", str(error))


def problem_of(path: Path, error: OSError) -> Problem:
    """The operating system's refusal in words."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem(path, "missing", "does not exist")
    return Problem(path, "unreadable", f"cannot be read: {error.strerror or error}")


def _bytes_of(path: Path) -> bytes | Problem:
    status = os.stat(path)
    if stat.S_ISDIR(status.st_mode):
        return Problem(path, "unreadable", "is a folder")
    if not stat.S_ISREG(status.st_mode):
        # A pipe or a device may never end.
        return Problem(path, "unreadable", "is not an ordinary file")
    # One byte more than is allowed tells a file that grew since it was measured.
    with open(path, "rb") as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        return Problem(path, "too-large", f"is larger than {MOST_BYTES // 2**20} MB, so it is not read")
    return raw


def decoded(path: Path, raw: bytes) -> SourceFile | Problem:
    """The text of a Python file's bytes."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(path, "encoding", "is UTF-16, which Python does not read; save it as UTF-8")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
    except SyntaxError:
        return _undeclared(path, raw)
    try:
        return SourceFile(path, raw.decode(encoding))
    except UnicodeDecodeError as error:
        return _undecodable(path, raw, error, encoding)
    except (UnicodeError, LookupError, ValueError) as error:
        return Problem(path, "encoding", f"cannot be decoded as {encoding}: {error}")


def _undeclared(path: Path, raw: bytes) -> Problem:
    """Of a file whose first lines declare no encoding that works: they are not UTF-8, or name one that does not exist."""
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _undecodable(path, raw, error, "UTF-8")
    return Problem(
        path, "encoding", "declares an encoding that Python does not know, or that contradicts its first bytes"
    )


def _undecodable(path: Path, raw: bytes, error: UnicodeDecodeError, encoding: str) -> Problem:
    # What was decoded may lack the byte order mark, so the place is one in `error.object`.
    line = len(re.findall(rb"\r\n?|\n", error.object[: error.start])) + 1
    hint = "" if b"coding" in raw[:200] else "; declare the file's encoding in its first line, or save it as UTF-8"
    byte = error.object[error.start]
    return Problem(path, "encoding", f"is not {encoding} (byte 0x{byte:02x} on line {line}){hint}", line)
