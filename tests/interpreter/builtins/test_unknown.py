"""What builtins make of sizes and values that are not known: exact where that can be, unknown elsewhere, never an error."""

from __future__ import annotations

import pytest

from cnnlint import symbolic
from cnnlint.interpreter.values import Rest, Unknown
from cnnlint.symbolic import Dim, ratio, symbol
from support.interpreting import interpret, is_known, name_of, result_of

H, W = symbol("H"), symbol("W")
UNKNOWN = Unknown("from outside")


def value_of(expression: str):
    return result_of(f"result = {expression}", H=H, W=W, u=UNKNOWN)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("int(H)", H),
        ("int(H / 2)", symbolic.floor_div(H, 2)),
        ("int(H * 0.5)", symbolic.floor_div(H, 2)),
        ("float(H)", H),
        ("float(H) / 2", ratio(H, 2)),
        ("round(H)", H),
        ("abs(H)", H),
        ("abs(-H)", H),
        ("divmod(H, 2)", (symbolic.floor_div(H, 2), H - 2 * symbolic.floor_div(H, 2))),
        ("min(H, W)", symbolic.minimum(H, W)),
        ("max([H, 1])", H),
        ("max(H, W, 3)", symbolic.maximum(symbolic.maximum(H, W), 3)),
        ("max(H + 1, H)", H + 1),
        ("sum([H, W, 1])", H + W + 1),
        ("sum(x for x in (H, H))", 2 * H),
        ("pow(H, 2)", H * H),
        ("sorted([H + 2, H, H + 1])", [H, H + 1, H + 2]),
        ("max([(1, 'a'), (2, 'b')], key=lambda p: p[0] * H)", (2, "b")),
        ("isinstance(H, int)", True),
        ("isinstance(H, bool)", False),
        ("isinstance(H / 2, float)", True),
        ("type(H).__name__", "int"),
        ("hasattr(H, '__iter__')", False),
        ("bool(H)", True),
        ("any([u, 1])", True),
        ("all([u, 0])", False),
        ("all([H, W])", True),
        ("len([u, u])", 2),
        ("list(zip([1, 2], [H, W]))", [(1, H), (2, W)]),
        ("[0, H].index(H)", 1),
        ("{'a': u}.get('b', 3)", 3),
        ("getattr(3, 'real')", 3),
        ("dict(a=H)", {"a": H}),
        ("tuple([H, 2])", (H, 2)),
        ("list(map(int, [H, 3.5]))", [H, 3]),
        ("[H] * 2", [H, H]),
        ("list(enumerate([u, H]))[1]", (1, H)),
        ("dict(zip('ab', (u, H)))['b']", H),
    ],
)
def test_known(expression, expected):
    found = value_of(expression)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    "expression",
    [
        "int(u)", "str(u)", "float(u)", "len(u)", "abs(u)", "round(u)", "round(H / 2)", "int((H - W) / 3)", "max(u, 1)",
        "min([u])", "sum([u, 1])", "sum(u)", "sorted([u, 1])", "sorted(u)", "any([u])", "all([u, 1])", "isinstance(u, int)",
        "issubclass(u, int)", "getattr(u, 'x')", "getattr('a', u)", "hasattr('a', u)", "hasattr(u, 'x')", "dict(u)['x']",
        "'{}'.format(u)", "'{}'.format(H)", "str(H)", "'-'.join(u)", "'-'.join(['a', u])", "'a'.split(u)", "u.split('a')",
        "[1, 2][u]", "[1, 2].index(u)", "[u].index(1)", "{1: 2}.get(u)", "{1: 2}[u]", "{1: 2}.pop(u)", "list(u)[0]",
        "u in [1]", "(u,) in {1: 2}", "[1, H].index(H)", "callable(u)", "id(u)", "hash(u)", "hash('a')", "next(u)", "next(iter(u))", "next(iter(u), 3)", "repr(u)",
        "'a'.startswith(u)", "max([], default=u)", "min(H, 2.5)", "[1, 2].count(u)", "eval('1')", "open('x')", "input()",
        "open('x').read()", "__import__('os')", "type(u)", "u()", "u.a.b(1)[2]", "bin(H)", "chr(u)", "format(u, '>3')",
        "set([1]).issubset(u)", "bool(u)", "range(u)[0]", "exec('x = 1')", "'%d' % u", "'a' * u", "vars(u)", "dir(u)",
    ],
)  # fmt: skip
def test_unknown(expression):
    assert isinstance(value_of(expression), Unknown)


@pytest.mark.parametrize(
    "expression",
    [
        "list(range(H))", "list(u)", "[x for x in u]", "list(range(u))", "list(map(str, u))", "list(filter(None, [u]))",
        "list(zip(u, [1]))", "list(enumerate(u))", "list(reversed(u))", "[1] * H", "[1] * u", "list(iter(u))", "tuple(u)",
    ],
)  # fmt: skip
def test_any_number_of_elements(expression):
    found = value_of(expression)
    assert isinstance(found, Unknown) or isinstance(found[-1], Rest)


CHANGES = """
a, b, c, d, e, f, g = [1, 2], [1, 2], {"k": 1}, {1, 2}, [1, 2], [3, 1], {"k": 1}
a.insert(u, 0)
popped = b.pop(u)
c.update(u)
d.discard(u)
e.extend(u)
f.sort(key=lambda x: u)
g[u] = 5
result = [a, b, c, d, e, f, g, popped]
"""


def test_changes_that_are_not_known_leave_open_what_the_container_holds():
    a, b, c, d, e, f, g, popped = result_of(CHANGES, u=UNKNOWN)
    assert isinstance(a[0], Rest)
    assert isinstance(b[0], Rest)
    assert isinstance(popped, Unknown)
    assert any(isinstance(key, Rest) for key in c)
    assert any(isinstance(item, Rest) for item in d)
    assert e[:2] == [1, 2]
    assert isinstance(e[2], Rest)
    assert [type(item) for item in f] == [Unknown, Unknown]
    assert any(isinstance(key, Rest) for key in g)


def test_after_what_is_not_known_a_list_can_still_grow_and_shrink():
    program = "a = list(u)\na.append(5)\nlast = a.pop()\nfirst = a.pop(0)\nresult = [last, first, len(a), a[-1]]"
    last, first, length, end = result_of(program, u=UNKNOWN)
    assert last == 5
    assert all(isinstance(value, Unknown) for value in (first, length, end))


def test_setting_an_attribute_of_unknown_name_makes_every_other_name_possible():
    program = """
    class A:
        pass

    a = A()
    a.x = 1
    setattr(a, u, 2)
    result = [a.x, a.y, hasattr(a, "z")]
    """
    vm = interpret(program, names={"u": UNKNOWN})
    assert vm.facts == []
    known, other, has = name_of(vm)
    assert known == 1
    assert isinstance(other, Unknown)
    assert isinstance(has, Unknown)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("class A:\n    pass\nA(1)", "A() takes no arguments"),
        (
            "class A:\n    def __init__(self, x):\n        super().__init__(x)\nA(1)",
            "object.__init__() takes exactly one",
        ),
        ("len(1, 2)", "len() takes 1 positional argument but 2 were given"),
        ("sorted([1], kee=3)", "sorted() got an unexpected keyword argument 'kee'"),
        ("isinstance(3)", "isinstance() missing 1 required positional argument: 'classinfo'"),
    ],
)
def test_a_call_that_cannot_work_is_a_fact(program, words):
    (fact,) = interpret(program).facts
    assert fact.kind == "wrong-arguments"
    assert words in fact.words


@pytest.mark.parametrize(
    "program",
    [
        "class A(u):\n    pass\nA(1)",
        "class A(u):\n    def __init__(self, x):\n        super().__init__(x)\nA(1)",
        "class A:\n    def __new__(cls, x):\n        return super().__new__(cls)\nA(1)",
        "class A(list):\n    pass\nA([1])",
        "class A(Exception):\n    pass\nA(1, 2)",
        "class A(str):\n    pass\nA('x')",
        "u.append({})\n{}['x']\n[][1]",
        "for i in range(u):\n    print(i, *u, **u)",
    ],
)
def test_no_false_alarm(program):
    assert interpret(program, names={"u": UNKNOWN}).facts == []


def test_iterators_are_undone_with_the_branch_that_drew_from_them():
    program = """
    it = iter([1, 2, 3])
    if u:
        next(it)
    result = next(it)
    """
    assert isinstance(result_of(program, u=UNKNOWN), (Unknown, Dim))


@pytest.mark.parametrize(
    "program",
    [
        "result = 'a'.ljust(10 ** 9)",
        "result = 'a' * 10 ** 9",
        "result = '{:{w}}'.format('a', w=10 ** 9)",
        "result = '{:999999999}'.format('a')",
        "result = list(range(10 ** 9))",
        "result = bytes(10 ** 9)",
        "result = 'ab'.replace('', 'x' * 100000)",
        "result = format(3, '999999999')",
    ],
)
def test_costly_results_are_not_known(program):
    assert not is_known(result_of(program))
