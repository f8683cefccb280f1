"""Every construct, and every file of some installed packages, gives the tree and the places that the standard library's `ast` gives."""

from __future__ import annotations

import importlib.util
import sys
from itertools import islice
from pathlib import Path

import pytest

from cnnlint.syntax import parse

from .from_ast import differences, module_from_ast

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
PACKAGES = ("click", "yaml", "json", "email", "unittest")

LINES = r"""
x
x.y . z
(x)
((x)).y
x = y = 1
x, y = 1, 2
x = 1,
(x, y), [*z] = 1, (2,), ()
[a, b] = {1, *c}, {}, {'a': 1, **b, 'c': (2)}
x: int = 1
x.y[0]: 'int'
x[1], x[1:2], x[::2], x[:, 1], x[..., None], x[1,], x[(1, 2)], x[a:b:c, d:]
x[*a], x[*a, 1], x[(a)], x[(a):(b)]
x += 1; x -= 2; x *= 3; x @= y; x /= 2; x //= 2; x %= 2; x **= 2; x <<= 1; x >>= 1; x &= 1; x |= 1; x ^= 1
a + b * c - (d / e) ** -f // g % h @ i
(a + b) * (c)
a << 1 >> 2 & 3 | 4 ^ ~5
not a and b or (c or d) and e
a < b <= c != d == e is f is not g in h not  in i
a if b else (c if d else e)
lambda: 0
lambda x, *y, z=1, **k: (x, y)
lambda x, /, y=(1), *, z: x
(lambda: (yield))
f()
f(a, *b, c=1, **d)
f(x for x in y)
f((x for x in y))
f ( a , ( b ) , c = (d) , ) (e)
[x for x in y if a if b for z in (x)]
{x for x, in y}
{k: v for k, v in d.items()}
(x for x in y)
[x async for x in y]
(y := 1), (z := (2))
print(y := 1)
1, 0x_ff, 0b1, 0o17, 1_000, 1.5, 1e3, .5, 1., 1j, 1.5e-3J, 00
f'{x}', f'a{x!r}b{y:>{w}.{p}}c', f'{{{x}}}', f"{x:{'>'}}", rf'\d{x}\n', f'', f'a' 'b' f'{c}' 'd', f'{x = }', f'{x=!s:^9}'
f'\N{EM DASH}{x}\n', f'{x:\n}', f'{a["b"]}', f"{'a' 'b'}", f'{x,}', f'{lambda_:x}', f'{(lambda: 1)}', f'{ {1: 2} }'
return_ = None, True, False, ...
del x, y[0], (z)
del (x, y)
pass; pass;
import a, b.c, d.e as f
from a import b
from . import b as c
from ...a.b import (c, d as e,)
from .... import x
from a import *
assert x, (y)
assert (x, y)
raise
raise x
raise x(1) from (y)
global_ = 1
if a: pass
for x in y: pass
with a: pass
with a as b, c as (d, e): pass
with (a as b, c,): pass
with (a, b): pass
with (a): pass
with (a) as b: pass
with (a, b) as c: pass
def f(): pass
def f(a, b: int = 1, /, c: 'x' = (2), *d: e, f, g=3, **h: i) -> j: 'doc'
def f(*, a): return
def f(*args: *Ts): "doc"; return 1
def f(): global a, b; a = 1
class A: pass
class A(): x = 1
match = case = type = 1; match(x); case[1]; type.x
Ünïcödé = 'ß€😀'; x = 'é' + y; z = 𝔘𝔫𝔦
a = b if c else d, lambda: e, *f
print(*a, sep='')
await_ = -1 ** -1
x = yield_ = not not a
"""
BLOCKS = r"""
'a', "b", '''c
d''', r'\n', b'\x00\377', rb'\d', u'é', 'a' "b" 'c', ('a'
  'b'), b'a' b'b', ''

'\a\b\f\n\r\t\v\\\'\"\101\x41\u0041\U00000041\N{LATIN SMALL LETTER A}\
joined\d'

f'''{
x}
{y:
}'''

if a:
    b
elif c:
    d
elif e: f
else:
    g

for x, (y, *z) in 1, *a:
    continue
else:
    break

while (a):
    b
else: c

try:
    a
except b: c
except (d, e) as f:
    g
except:
    h
else:
    i
finally:
    j

try: a
finally: b

try:
    a
except* b as c:
    d

async def f(a):
    '''doc'''
    async for x in y: await z
    async with a as b: return (await c)

def generator():
    x = yield
    y = yield x, 1
    yield from z

def no_generator(a=(lambda: (yield))):
    def inner(): yield
    return lambda: (yield)

def decorated_inside():
    @(yield)
    def inner(x=(yield 1)): pass

@a
@b.c(1)
# comment
def f(): pass

def f():
    def g():
        nonlocal a

class A(B, *C, metaclass=D, **E):
    "doc"
    x: int

@d
class A(B):
    def f(self): pass

match x:
    case 1 | -2 | 'a' 'b' | None | True | 1+2j | a.b.c: pass
    case [a, *_, b]: pass
    case (a, *rest): pass
    case a, b: pass
    case a,: pass
    case (a): pass
    case ((a,)): pass
    case []: pass
    case (): pass
    case {}: pass
    case {'a': 1, b.c: [x], **rest}: pass
    case A(): pass
    case a.A(1, x, y=2, z=B(),): pass
    case (A() | B()) as c if c > 1: pass
    case (_ as d): pass
    case _: pass

match x, y:
    case _, _: pass

match (x):
    case 1:
        pass

x = (  # comment, with ; separators
    1,  # one
    2
    , )

x = a + \
    b

if x:
	tab
    # an odd comment
	tab

x = [
  y
  for y in (  # comment
     z)
]
"""

CONSTRUCTS = [*LINES.strip().split("\n"), *BLOCKS.strip("\n").split("\n\n")]


@pytest.mark.parametrize("text", CONSTRUCTS)
def test_construct(text: str) -> None:
    _assert_same(text)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends(end: str) -> None:
    _assert_same("\n\n".join(CONSTRUCTS).replace("\n", end))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_of_a_package(package: str) -> None:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations
    files = [file for place in spec.submodule_search_locations for file in sorted(Path(place).rglob("*.py"))]
    assert files
    for file in files:
        text = file.read_bytes().decode("utf-8-sig")
        assert _differences(text) == [], file


def _assert_same(text: str) -> None:
    assert _differences(text) == []


def _differences(text: str) -> list[str]:
    module = parse(text)
    if module.faults:
        return [str(module.faults[0])]
    return list(islice(differences(module, module_from_ast(text)), 5))


@pytest.mark.skipif(
    sys.version_info < (3, 12), reason="ast has the places within f-strings, and this syntax, since 3.12"
)
@pytest.mark.parametrize(
    "text",
    [
        "f'{x['a']}'",
        "type X[T] = list[T]",
        "def f[T: int, *Ts, **P](x: T): pass",
        "class A[T](B): pass",
        "f'{f'{f'{x}'}'}'",
    ],
)
def test_newer_syntax(text: str) -> None:
    _assert_same(text)
