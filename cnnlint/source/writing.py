"""From text back to a file: in the encoding that it is in, at once or not at all, and only if it is still what was read."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import tempfile
import tokenize
from pathlib import Path

from cnnlint.source.documents import kind_of
from cnnlint.source.reading import Problem, problem_of


def rewrite(path: Path, old: str, new: str) -> Problem | None:
    """Replace a file that holds the text `old` by one that holds `new`; why that cannot be, if it cannot."""
    place = Path(os.path.realpath(path))
    try:
        raw = place.read_bytes()
        mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
        kind = kind_of(path)
        encoding = "utf-8" if mark or kind else tokenize.detect_encoding(io.BytesIO(raw).readline)[0]
        text = raw[len(mark) :].decode(encoding)
        if (kind.program_of(text) if kind else text) != old:
            return Problem(path, "changed", "has changed since it was read, and is left alone")
        return replace(place, mark + (kind.rewritten(text, new) if kind else new).encode(encoding))
    except OSError as error:
        return problem_of(path, error)
    except (ValueError, SyntaxError, LookupError) as error:
        return Problem(path, "encoding", f"cannot be written: {error}")


def replace(path: Path, content: bytes) -> Problem | None:
    """Write a file beside the one that it replaces, then put it in its place."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            if path.exists():
                shutil.copymode(path, name)
            else:
                os.chmod(name, 0o666 & ~_umask())
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        return problem_of(path, error)
    return None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
