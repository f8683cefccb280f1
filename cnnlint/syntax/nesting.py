"""Whether a text is too large or nested too deeply to be given to the parser, whose recursion would end the process.

One level of brackets takes the parser several kilobytes of stack, and a chain of operators takes time by its square. So the text is
measured before it is parsed, from its brackets and operators alone, a little too high where strings hold some; a text that
seems too deep is measured again without its strings and comments.
"""

from __future__ import annotations

import re

MOST_SIGNS = 200_000  # the parser takes 2 to 5 KB of memory for each; the largest modules of PyTorch have 120,000
MOST_BRACKETS = 100  # Python itself stops at 200
MOST_LEVELS = 1000  # brackets and operators of one expression
MOST_BRANCHES = 2000  # `elif` in one file
MOST_PATTERN_BRACKETS = 6  # the parser's time for the pattern of a `case` grows sixfold with each

_OPERATOR = r"\*\*|//|<<|>>|[-+*/%@&|^~.]|\b(?:lambda|not|if|and|or)\b"
_SIGNS = ("-", "+", "*", "/", "%", "@", "&", "|", "^", "~", ".", "<<", ">>", "lambda", "not", "if", "and", "or")
_tokens = re.compile(rf"[()\[\]{{}},\n]|\\\r?\n|{_OPERATOR}").findall
# A line that begins with one of these is a new statement, whatever brackets seem to be open before it.
_split_statements = re.compile(
    r"^[ \t]*(?=(?:def|class|return|import|while|try|assert|del|raise|global|nonlocal|pass|break|continue)\b)",
    re.MULTILINE,
).split
_pattern_tokens = re.compile(r"[()\[\]{}:\n]").findall
_split_cases = re.compile(r"^[ \t]*case\b(?=[^=\n])", re.MULTILINE).split
_STRING_OR_COMMENT = re.compile(
    r"""(?<![\w])([a-zA-Z]{0,2})(?:'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\"|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")|#[^\n]*""",
    re.DOTALL,
)


def is_too_long(text: str) -> bool:
    """Whether a text has so many signs that the parser would take a gigabyte for it, as files of numbers that a program has written."""
    return len(text) > MOST_SIGNS and sum(map(text.count, "()[]{},.:=+-*")) > MOST_SIGNS


def is_too_deep(text: str) -> bool:
    """Whether an expression, a pattern or a chain of `elif` is larger than the limits of this module."""
    if text.count("elif") > MOST_BRANCHES or any(_is_deep_pattern(part) for part in _split_cases(text)[1:]):
        return True
    if not _is_deep(text):
        return False
    # Quotes nested in an f-string's braces would pass for its end, and hide what follows in a string.
    is_ambiguous = any(_ends_within_braces(match) for match in _STRING_OR_COMMENT.finditer(text))
    return is_ambiguous or _is_deep(_STRING_OR_COMMENT.sub(_without_text, text))


def _is_deep(text: str) -> bool:
    return any(_may_be_deep(part) and _is_deep_statement(part) for part in _split_statements(text))


def _may_be_deep(text: str) -> bool:
    """A quick bound from above: all the brackets and operators there are."""
    count = text.count
    brackets = count("(") + count("[") + count("{")
    return brackets > MOST_BRACKETS or (len(text) > MOST_LEVELS and brackets + sum(map(count, _SIGNS)) > MOST_LEVELS)


def _is_deep_statement(text: str) -> bool:
    levels = 0
    counts: list[int] = []  # levels that each open bracket adds to those before it
    for sign in _tokens(text):
        if sign in "([{":
            counts.append(levels)
            levels += 1
        elif sign in ")]}":
            # The call or index itself stays a link of the chain that it belongs to.
            levels = counts.pop() + 1 if counts else 0
        elif sign == ",":
            levels = counts[-1] + 1 if counts else 0
        elif sign == "\n":
            levels = levels if counts else 0
        elif sign[0] != "\\":
            levels += 1
        if levels > MOST_LEVELS or len(counts) > MOST_BRACKETS:
            return True
    return False


def _is_deep_pattern(text: str) -> bool:
    """Of the text after `case`."""
    depth = 0
    for bracket in _pattern_tokens(text):
        if bracket in "([{":
            depth += 1
            if depth > MOST_PATTERN_BRACKETS:
                return True
        elif bracket in ")]}":
            depth -= 1
        elif depth <= 0:
            return False
    return False


def _is_formatted(match: re.Match[str]) -> bool:
    prefix = (match[1] or "").lower()
    return "f" in prefix or "t" in prefix


def _ends_within_braces(match: re.Match[str]) -> bool:
    body = match[0].replace("{{", "").replace("}}", "")
    return _is_formatted(match) and body.count("{") != body.count("}")


def _without_text(match: re.Match[str]) -> str:
    """Nothing for a comment or a plain string; the expressions within an f-string still count."""
    return match[0] if _is_formatted(match) else ""
