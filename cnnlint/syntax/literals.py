"""The values of number and string tokens."""

from __future__ import annotations

import re
import unicodedata

MOST_DIGITS = 3500  # in hexadecimal these are 4215 decimal digits; Python prints 4300

_ESCAPE = re.compile(r"\\(\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|.)", re.DOTALL)
_BYTES_ESCAPE = re.compile(r"\\(\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_SIMPLE = {
    "\n": "", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip
_TOKEN = re.compile(r"([a-zA-Z]*)('''|\"\"\"|'|\")")
_OCTAL = frozenset("01234567")


class LiteralError(ValueError):
    """A literal that has no value; the message says why."""

    is_certain = True  # Python refuses it too


class LongLiteralError(LiteralError):
    """A literal with more digits than Python prints, which it reads in some bases."""

    is_certain = False


def integer(token: str) -> int:
    """The value of an integer token; one that Python would not print again is refused in every base."""
    if len(token) > MOST_DIGITS:
        raise LongLiteralError(f"the integer {token[:20]}… has too many digits")
    try:
        return int(token, 0)
    except ValueError as error:
        raise LiteralError(f"{token} is not an integer") from error


def string(token: str) -> str | bytes:
    """The value of a string token with its prefix and quotes."""
    match = _TOKEN.match(token)
    if match is None:
        raise LiteralError("this is not a string")
    prefix, quote = match[1].lower(), match[2]
    body = token[match.end() : -len(quote)]
    if "b" not in prefix:
        return text(body, "r" in prefix)
    if not body.isascii():
        raise LiteralError("bytes can only contain ASCII literal characters")
    body = _plain_newlines(body)
    return (body if "r" in prefix else _BYTES_ESCAPE.sub(_unescape_byte, body)).encode("latin-1")


def text(body: str, is_raw: bool) -> str:
    """What the characters between a string's quotes stand for."""
    body = _plain_newlines(body)
    return body if is_raw or "\\" not in body else _ESCAPE.sub(_unescape, body)


def _plain_newlines(body: str) -> str:
    return body.replace("\r\n", "\n").replace("\r", "\n") if "\r" in body else body


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    kind = code[0]
    if kind in _OCTAL:
        return chr(int(code, 8))
    if len(code) == 1:
        if kind in "xuUN":
            raise LiteralError(f"the string holds a truncated \\{kind} escape")
        return _SIMPLE.get(code, "\\" + code)
    if kind == "N":
        return _named(code[2:-1])
    number = int(code[1:], 16)
    if number > 0x10FFFF:
        raise LiteralError(f"\\{code} is not a character")
    return chr(number)


def _unescape_byte(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in _OCTAL:
        return chr(int(code, 8) & 0xFF)
    if len(code) > 1:
        return chr(int(code[1:], 16))
    if code == "x":
        raise LiteralError("the string holds a truncated \\x escape")
    return _SIMPLE.get(code, "\\" + code)


def _named(name: str) -> str:
    try:
        return unicodedata.lookup(name)
    except KeyError as error:
        raise LiteralError(f"no character is named {name}") from error
