"""IR ↔ bytes, for the cache on disk: without pickle, so that reading a foreign file can build nothing but IR.

The bytes are a line (format, digest of the classes' fields, digest of the rest) and a JSON array of objects, each after those that
it refers to, the module last. A JSON scalar stands for itself; `[class, line, column, end line, end column, field…]` is a node,
`[class, field…]` a dataclass without a span, `[0, item…]` a tuple, where fields and items are indexes of earlier objects; and
`[name, …]` is a constant that JSON has no word for. Equal scalars are written once.
"""

from __future__ import annotations

import dataclasses
import gc
import json
import re
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from cnnlint.syntax import ir

_CLASSES: tuple[type, ...] = tuple(
    cls for cls in vars(ir).values() if isinstance(cls, type) and dataclasses.is_dataclass(cls) and cls is not ir.Node
)
_FIELDS = {cls: tuple(field.name for field in dataclasses.fields(cls)) for cls in _CLASSES}
_NUMBER = {cls: number for number, cls in enumerate(_CLASSES, 1)}  # 0 is the tuple
_HAS_SPAN = (False, *(issubclass(cls, ir.Node) for cls in _CLASSES))
_SPECIAL: dict[str, Callable[..., object]] = {
    "int": lambda digits: int(digits, 16),
    "bytes": lambda text: text.encode("latin-1"),
    "surrogates": lambda text: text.encode("latin-1").decode("utf-8", "surrogatepass"),
    "complex": complex,
    "ellipsis": lambda: ...,
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST_PLAIN = 10**18  # Python refuses to print or read integers of thousands of digits in decimal


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=12).hexdigest().encode()


_HEAD = b"cnnlint-ir-1 " + _digest(repr([(cls.__name__, names) for cls, names in _FIELDS.items()]).encode()) + b" "


def dump(module: ir.Module) -> bytes:
    """The bytes from which `load` makes an equal module."""
    body = json.dumps(_Writer().written(module), separators=(",", ":")).encode()
    return _HEAD + _digest(body) + b"\n" + body


def load(data: bytes) -> ir.Module | None:
    """The module that was dumped, or None where the bytes are damaged, foreign, or of another version of the IR."""
    head, _, body = data.partition(b"\n")
    if head != _HEAD + _digest(body):
        return None
    collects = gc.isenabled()
    gc.disable()  # nothing that is made here is thrown away, and looking through it takes most of the time
    try:
        module = _read(json.loads(body))
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    finally:
        if collects:
            gc.enable()
    return module if isinstance(module, ir.Module) else None


def _read(rows: list[Any]) -> object:
    objects: list[Any] = []
    append, span, classes, has_span = objects.append, ir.Span, (tuple, *_CLASSES), _HAS_SPAN
    for row in rows:
        if type(row) is not list:
            append(row)
            continue
        head = row[0]
        if head == 0:
            append(tuple([objects[index] for index in row[1:]]))
        elif type(head) is str:
            append(_SPECIAL[head](*row[1:]))
        elif has_span[head]:
            _, line, column, end_line, end_column, *fields = row
            place = span(line, column, end_line, end_column)
            append(classes[head](place, *[objects[index] for index in fields]))
        else:
            append(classes[head](*[objects[index] for index in row[1:]]))
    return objects[-1]


class _Writer:
    """Writes objects after their parts, with a stack of its own: IR may be deeper than Python's."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.scalars: dict[tuple[type, object], int] = {}

    def written(self, module: ir.Module) -> list[Any]:
        """The rows of a module."""
        # An entry is an object and, once its parts are under way, the row to complete and where its parts' indexes go.
        results: list[int] = []
        stack: list[tuple[object, list[Any] | None, int]] = [(module, None, 0)]
        while stack:
            item, row, width = stack.pop()
            if row is not None:
                cut = len(results) - width
                row += results[cut:]
                results[cut:] = [self._append(row)]
            elif (opened := _opened(item)) is None:
                results.append(self._scalar(item))
            else:
                row, parts = opened
                stack.append((item, row, len(parts)))
                stack += [(part, None, 0) for part in reversed(parts)]
        return self.rows

    def _append(self, row: Any) -> int:
        self.rows.append(row)
        return len(self.rows) - 1

    def _scalar(self, value: object) -> int:
        # 1, 1.0 and True are equal, and so are 0.0 and -0.0.
        key = (type(value), repr(value) if isinstance(value, float | complex) else value)
        if key not in self.scalars:
            self.scalars[key] = self._append(_as_json(value))
        return self.scalars[key]


def _opened(item: object) -> tuple[list[Any], tuple[object, ...]] | None:
    """The beginning of the row of a tuple or dataclass, and the parts that complete it."""
    if isinstance(item, tuple):
        return [0], item
    cls = type(item)
    if cls not in _NUMBER:
        return None
    parts = tuple([getattr(item, name) for name in _FIELDS[cls]])
    if isinstance(item, ir.Node):
        return [_NUMBER[cls], *item.span], parts[1:]
    return [_NUMBER[cls]], parts


def _as_json(value: object) -> object:
    if isinstance(value, int) and abs(value) > _LARGEST_PLAIN:
        return ["int", hex(value)]
    if isinstance(value, bytes):
        return ["bytes", value.decode("latin-1")]
    if isinstance(value, complex):
        return ["complex", value.real, value.imag]
    if isinstance(value, str) and _SURROGATE.search(value):
        # JSON would make one character of two halves.
        return ["surrogates", value.encode("utf-8", "surrogatepass").decode("latin-1")]
    return ["ellipsis"] if value is ... else value
