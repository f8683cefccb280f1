"""Text that is not Python: always a fault with a place, never an exception, never a crash."""

from __future__ import annotations

import random
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlint.syntax import ir, parse


def _fault(text: str) -> ir.SyntaxFault:
    module = parse(text)
    (fault,) = module.faults
    assert module.body == ()
    assert module.docstring is None
    lines = text.count("\n") + 1
    assert 1 <= fault.line <= lines
    assert fault.column >= 1
    return fault


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("x = 1\nprint x\n", "print", 2),
        ("x = 1\ny = (1,\nz = 2\n", "never closed", 2),
        ("if x:\npass\n", "indented block", 2),
        ("x = 1\n  y = 2\n", "indent", 2),
        ("x = 'abc\n", "unterminated", 1),
        ("'''abc\n\n", "unterminated", 1),
        ("a b\n", "b", 1),
        ("return = 1\n", "=", 1),
        ("\nfor\n", "statement", 2),
        ("x = )\n", ")", 1),
        ("x = 1\ny = '\\xZ'\n", "escape", 2),
        ("x = '\\N{no such}'\n", "no such", 1),
        ("x = '\\U00ffffff'\n", "not a character", 1),
        ("x = b'é'\n", "ASCII", 1),
        ("x = 'a' b'b'\n", "bytes", 1),
        ("x = f'{a}' b'b'\n", "bytes", 1),
        ("x = 0777\n", "octal", 1),
        ("x = " + "9" * 5000 + "\n", "digits", 1),
        ("x = 0x" + "f" * 5000 + "\n", "digits", 1),
        ("x = 1\n\0", "null byte", 2),
        ("x = '\ud800'\n", "surrogate", 1),
        ("f'{a b}'\n", "f-string", 1),
        ("def f[T](x: T) -> T:\n    return x +\n", "ends in the middle", 2),
        ("class A(m=1, *b): pass\n", "libcst", 1),
        ("\\", "", 1),
        ("<<<<<<< HEAD\n", "<", 1),
        ("%matplotlib inline\n", "%", 1),
        ("{% if x %}\n", "%", 1),
    ],
)
def test_words_and_place(text: str, words: str, line: int) -> None:
    fault = _fault(text)
    assert words in fault.message
    assert fault.line in (line, line + 1)


@pytest.mark.parametrize(
    "text",
    ["", "\n", "#", "\ufeff", "\ufeff# -*- coding: latin-1 -*-\nx = 1", "\f\nx = 1\f\n", "x = 1\r\n\r\n", "   \n\t\n"],
)
def test_odd_but_right(text: str) -> None:
    assert parse(text).faults == ()


def test_only_what_python_refuses_is_certain() -> None:
    assert _fault("x = (").is_certain
    assert _fault("x = '\\xZ'").is_certain
    assert _fault("\0").is_certain
    assert not _fault("class A(m=1, *b): pass").is_certain
    assert not _fault("(" * 150 + ")" * 150).is_certain
    assert not _fault("0x" + "f" * 5000).is_certain


def test_a_literal_is_pointed_at() -> None:
    fault = _fault("x = 1\ny = f(  '\\xZ')\n")
    assert (fault.line, fault.column) == (2, 9)


def test_the_mark_at_the_beginning_takes_no_column() -> None:
    (statement,) = parse("\ufeffx = 1").body
    assert statement.span == ir.Span(1, 1, 1, 6)


DEEP = {
    "parentheses": "({n}1){n}",
    "open parentheses": "({n}",
    "lists": "[{n}1]{n}",
    "calls": "f({n}){n}",
    "open calls": "f({n}",
    "unary": "-{n}1",
    "not": "not {n}1",
    "lambda": "lambda: {n}1",
    "sum": "1{n}+1{n}",
    "power": "1{n}**1{n}",
    "attributes": "a{n}.b{n}",
    "call chain": "a{n}(){n}",
    "chain with arguments": "a{n}.b(1, 2){n}",
    "conditional": "a if b else {n}c",
    "in a string": "f'{{{n}'",
}


def _deep(pattern: str, count: int) -> str:
    """`(`{n} means the sign before it, count times."""
    prefix, *rest = pattern.split("{n}")
    if pattern.startswith(("1", "a{n}")):
        return prefix + rest[0] * count
    return prefix * count + (rest[0][:-1] + rest[0][-1] * count if len(rest) > 1 else rest[0])


@pytest.mark.parametrize("count", [5_000, 100_000])
@pytest.mark.parametrize("pattern", DEEP.values(), ids=DEEP.keys())
def test_depth_is_a_fault(pattern: str, count: int) -> None:
    text = _deep(pattern, count)
    assert len(text) >= count
    assert re.search("nested too deeply|too large to be read", _fault(text).message)


@pytest.mark.parametrize(
    "text",
    [
        "if a: pass\n" + "elif b: pass\n" * 50_000,
        "match x:\n case " + "[" * 60 + "]" * 60 + ": pass\n",
        "match x:\n case " + "{1: " * 40 + "a" + "}" * 40 + ": pass\n",
        "x = f'{" * 300 + "}'" * 300,
        "x = {\n" * 300 + "}" * 300,
    ],
)
def test_other_depth_is_a_fault(text: str) -> None:
    _fault(text)


@pytest.mark.parametrize("pattern", [pattern for name, pattern in DEEP.items() if not name.startswith(("open", "in"))])
def test_moderate_depth_is_read(pattern: str) -> None:
    assert parse(_deep(pattern, 60)).faults == ()


@pytest.mark.parametrize(
    "text",
    [
        "x = [\n" + '    ":(", ":[", ":{",\n' * 200 + "]\n",
        "def f():\n    '''" + ":( " * 500 + "'''\n",
        "# " + "( " * 500 + "\nx = 1\n",
        "x = (\n" + "    # see [1], (a\n    1,\n" * 200 + ")\n",
        "x = [" + "-1.5, " * 5000 + "]\n",
        "x = 1 + 2\n" * 3000,
        "x = '" + "-" * 5000 + "'\n",
        "match x:\n" + "    case [1, (2, 3)]: f((((((((1))))))))\n" * 50,
    ],
)
def test_large_is_not_deep(text: str) -> None:
    assert parse(text).faults == ()


def test_a_thread_with_a_small_stack_survives_what_is_let_through() -> None:
    # The process would end without a word, so it is another one.
    code = (
        "import threading; from cnnlint.syntax import parse; threading.stack_size(4 * 2**20)\n"
        "texts = ['f(' * 99 + ')' * 99, '(' * 99 + '1' + ')' * 99, '[' * 99 + ']' * 99, '1' + '+1' * 990, 'not ' * 990 + '1',\n"
        "         'lambda: ' * 990 + '1', 'a if b else ' * 490 + 'c', 'a' + '.b()' * 490]\n"
        "def run(): print([len(parse(text).faults) for text in texts])\n"
        "thread = threading.Thread(target=run); thread.start(); thread.join()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, str([0] * 8))


SAMPLE = '''
"""Doc."""
from torch import nn

class Net(nn.Module):
    def __init__(self, width=16, *, depth: int = 2, **kwargs):
        super().__init__()
        self.blocks = nn.Sequential(*[nn.Conv2d(3 if i == 0 else width, width, (3, 3)) for i in range(depth)])

    @property
    def name(self): return f"net-{self.width!r:>{8}}" "\\n\\x41"

    async def run(self, x):
        match x:
            case {"a": [1, *_], **rest} if x > 1: yield x[..., 1:2, None]
        try: assert x, 'no'
        except (A, B) as error: raise Fault(error) from None
        finally: del x
'''


def test_every_truncation_of_a_file() -> None:
    for cut in range(len(SAMPLE)):
        module = parse(SAMPLE[:cut])
        assert bool(module.faults) != bool(module.body or not SAMPLE[:cut].strip() or module.docstring is not None)


def test_single_edits_of_a_file() -> None:
    chance = random.Random(7)  # noqa: S311 (no secret)
    for _ in range(300):
        place = chance.randrange(len(SAMPLE))
        sign = chance.choice("()[]{}'\"\\\n\r\t\f\0:,;=.*@#f\u00e9\u2028 0x")
        parse(SAMPLE[:place] + sign + SAMPLE[place + chance.randrange(3) :])


@given(
    st.one_of(
        st.text(), st.binary().map(lambda data: data.decode("latin-1")), st.text("()[]{}:,=f'\"\\\n ax1.*@#lambda ")
    )
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    module = parse(text)
    assert not (module.faults and module.body)


def test_a_text_that_would_take_the_parser_a_gigabyte_is_not_read() -> None:
    fault = _fault("weights = [" + "0.5, " * 110_000 + "]\n")
    assert (fault.is_certain, fault.message) == (
        False,
        "the file is too large to be read: it has more than 200,000 brackets, commas, points and operators",
    )
