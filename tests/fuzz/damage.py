"""Damaged programs: real ones that are cut off, that lack tokens or have others in their place, and bytes that nobody wrote."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

TOKEN = re.compile(rb"[^\W\d]\w*|\d+(?:\.\d*)?|\"[^\"\n]*\"|'[^'\n]*'|\*\*|//|[-+*/%@=!<>]=|->|[^\s\w]|\n[ \t]*")
WORDS = (
    rb"None True False self super() lambda: yield await async_ __init__ forward *args **kwargs () [] {} ... := -> @ ~ not in is if else for while "
    rb"0 -1 1e309 0x7fffffffffffffff 10**9 10**10000 '' b'\xff' f'{x!r:{y}}' 1j nn torch torch.zeros(1,3,8,8) nn.Linear nn.Conv2d(3,8,3) "
    rb"nn.Sequential keras.Input layers.Dense(10) range(10**9) [0]*10**9 setattr exec eval __class__ __dict__ type del global import raise assert"
).split()

Damage = Callable[[bytes, random.Random], bytes]


def cut(text: bytes, drawn: random.Random) -> bytes:
    """Cut off anywhere, in the middle of a character too."""
    return text[: drawn.randrange(len(text) + 1)]


def without(text: bytes, drawn: random.Random) -> bytes:
    """Without one to three tokens."""
    for _ in range(drawn.randint(1, 3)):
        start, end = _token(text, drawn)
        text = text[:start] + text[end:]
    return text


def exchanged(text: bytes, drawn: random.Random) -> bytes:
    """Two tokens in each other's place."""
    (a, b), (c, d) = sorted((_token(text, drawn), _token(text, drawn)))
    return text if b > c else text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def replaced(text: bytes, drawn: random.Random) -> bytes:
    """One to three tokens replaced by others, of the program or not."""
    for _ in range(drawn.randint(1, 3)):
        start, end = _token(text, drawn)
        other = _token(text, drawn)
        new = text[other[0] : other[1]] if drawn.random() < 0.5 else drawn.choice(WORDS)
        text = text[:start] + new + text[end:]
    return text


def shuffled(text: bytes, drawn: random.Random) -> bytes:
    """A line moved, doubled, or set in or out."""
    lines = text.split(b"\n")
    taken = drawn.randrange(len(lines))
    line = lines[taken]
    kind = drawn.randrange(4)
    if kind == 0:
        lines.insert(drawn.randrange(len(lines)), lines.pop(taken))
    elif kind == 1:
        lines.insert(drawn.randrange(len(lines)), line)
    else:
        lines[taken] = b"    " + line if kind == 2 else line.removeprefix(b"    ")
    return b"\n".join(lines)


def spoilt(text: bytes, drawn: random.Random) -> bytes:
    """With some bytes that are others."""
    data = bytearray(text)
    for _ in range(drawn.randint(1, 4)):
        if data:
            data[drawn.randrange(len(data))] = drawn.randrange(256)
    return bytes(data)


def random_bytes(text: bytes, drawn: random.Random) -> bytes:
    """An import and anything."""
    return b"import torch\n" + drawn.randbytes(drawn.randrange(200))


def random_tokens(text: bytes, drawn: random.Random) -> bytes:
    """An import and the program's tokens in any order."""
    tokens = TOKEN.findall(text)
    return b"import torch\n" + b" ".join(drawn.choice(tokens) for _ in range(drawn.randrange(40)))


DAMAGES: Sequence[Damage] = (
    cut,
    without,
    without,
    exchanged,
    replaced,
    replaced,
    replaced,
    shuffled,
    spoilt,
    random_bytes,
    random_tokens,
)


def damaged(programs: Sequence[bytes], number: int) -> bytes:
    """The damaged program of a number: the same for the same programs and number."""
    drawn = random.Random(number)  # noqa: S311 - nobody has to guess it
    text = drawn.choice(programs)
    for _ in range(drawn.randint(1, 2)):
        text = drawn.choice(DAMAGES)(text, drawn) or b"\n"
    return text


def _token(text: bytes, drawn: random.Random) -> tuple[int, int]:
    """Where a token stands."""
    start = drawn.randrange(len(text)) if text else 0
    found = TOKEN.search(text, start)
    return found.span() if found else (len(text), len(text))
