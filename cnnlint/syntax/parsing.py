"""A file's text → IR, or the fault that kept it from being read."""

from __future__ import annotations

import libcst as cst

from cnnlint.syntax import ir, strings  # noqa: F401 (strings adds its lowerings to the table)
from cnnlint.syntax.blocks import block, split_docstring
from cnnlint.syntax.literals import LiteralError
from cnnlint.syntax.positions import Cursor


def parse_text(text: str) -> ir.Module:
    """See `cnnlint.syntax.parse`."""
    text = text.removeprefix("\ufeff")
    cursor = Cursor(text)
    try:
        tree = cst.parse_module(text)
        docstring, body = split_docstring(block(cursor, tree.body))
    except LiteralError as error:
        return _failed(str(error), *cursor.place(cursor.offset))
    except RecursionError:
        return _failed("the code is nested too deeply to be read", *cursor.place(cursor.offset))
    except cst.ParserSyntaxError as error:
        return _failed(error.message, error.raw_line, error.raw_column + 1)
    return ir.Module(body, docstring, ())


def _failed(message: str, line: int, column: int) -> ir.Module:
    return ir.Module((), None, (ir.SyntaxFault(message, line, column),))
