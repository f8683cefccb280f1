"""A file's text → IR, or the fault that kept it from being read."""

from __future__ import annotations

import libcst as cst

from cnnlint.recursion import calls_of
from cnnlint.syntax import displays, ir, strings  # noqa: F401 (they add their lowerings to the table)
from cnnlint.syntax.blocks import block, split_docstring
from cnnlint.syntax.faults import fault_of
from cnnlint.syntax.literals import LiteralError
from cnnlint.syntax.nesting import MOST_SIGNS, is_too_deep, is_too_long
from cnnlint.syntax.positions import Cursor

_TOO_DEEP = "the code is nested too deeply to be read"
_TOO_LONG = f"the file is too large to be read: it has more than {MOST_SIGNS:,} brackets, commas, points and operators"
_FRAMES = 10_000  # more than `nesting` allows a text to need, wherever on the stack the caller stands


def parse_text(text: str) -> ir.Module:
    """See `cnnlint.syntax.parse`."""
    text = text.removeprefix("\ufeff")
    cursor = Cursor(text)
    if (null := text.find("\0")) >= 0:
        return _failed(cursor, null, "the file holds a null byte, so it is not Python source", True)
    if is_too_long(text):
        return _failed(cursor, 0, _TOO_LONG, False)
    if is_too_deep(text):
        return _failed(cursor, 0, _TOO_DEEP, False)
    try:
        tree = cst.parse_module(text)
        with calls_of(_FRAMES):
            body = block(cursor, tree.body)
    except (cst.ParserSyntaxError, cst.CSTValidationError) as error:
        return ir.Module((), None, (fault_of(text, str(error)),))
    except LiteralError as error:
        return _failed(cursor, cursor.start(), str(error), error.is_certain)
    except UnicodeEncodeError as error:
        return _failed(cursor, error.start, "the file holds half of a surrogate pair, which is no character", True)
    except RecursionError:
        return _failed(cursor, cursor.offset, _TOO_DEEP, False)
    except Exception as error:  # whatever else a foreign parser may raise, one bad file must not end a run
        return _failed(cursor, cursor.offset, f"the parser fails on this file ({type(error).__name__}: {error})", False)
    if cursor.start() != len(text):
        return _failed(cursor, cursor.offset, "the parser lost its place in this file", False)
    docstring, body = split_docstring(body)
    return ir.Module(body, docstring, ())


def _failed(cursor: Cursor, offset: int, message: str, is_certain: bool) -> ir.Module:
    line, column = cursor.place(min(offset, len(cursor.text)))
    return ir.Module((), None, (ir.SyntaxFault(message, line, column, is_certain),))
