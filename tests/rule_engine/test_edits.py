"""The ways in which a rule's fix mends a call: what is written, and what it becomes."""

from __future__ import annotations

import ast

import pytest

from cnnlint.diagnostics import Fix
from cnnlint.rule_engine import evaluate, read_rule
from cnnlint.source import Location
from pairs.collection import mended
from support.nets import PATH, Net

RULE = """\
id: OUR001
name: ours
severity: info
category: house
for_each: layer
message: "ours"
docs: {what: ours}
fix: {safe: false, description: "mend it", of: layer.definition, %s}
"""
FLATTEN = 'before: "Flatten()"'
POOL = 'behind: "P(2)"'
VALUE = "name: n, position: 0, value: '256', factors: layer.kernel, was: layer.index"
ENTRY = "value: '.size(0)', entry: '0'"


def place(text: str, part: str) -> Location:
    """Where a part of a text stands."""
    start = text.index(part)
    end = start + len(part)
    lines = text[:start].count("\n") + 1, text[:end].count("\n") + 1
    columns = start - text.rfind("\n", 0, start), end - text.rfind("\n", 0, end)
    return Location(PATH, lines[0], columns[0], lines[1], columns[1])


def fix(text: str, part: str, way: str, kernel: tuple[int, ...] = (16, 4, 4), was: int = 0) -> Fix | None:
    rule, errors = read_rule((RULE % way).replace("layer.index", str(was)), "ours.yaml")
    assert rule is not None, errors
    net = Net(8, 8, 3).conv(4)
    (layer,) = net.layers
    layer.defined = place(text, part)
    layer.attributes = {**layer.attributes, "kernel": kernel}
    return evaluate([rule], net.file(text))[0].fix


@pytest.mark.parametrize(
    ("way", "text", "part", "expected"),
    [
        (VALUE, "x = L(400, 3)", "L(400, 3)", "x = L(256, 3)"),
        (VALUE, "x = L(16 * 5 * 5, 3)", "L(16 * 5 * 5, 3)", "x = L(16 * 4 * 4, 3)"),
        (VALUE, "x = L(5*5*16)", "L(5*5*16)", "x = L(4 * 4 * 16)"),
        (VALUE, "x = L(n=width * 5 * 5)", "L(n=width * 5 * 5)", "x = L(n=256)"),
        (VALUE, "x = L(16 * 25)", "L(16 * 25)", "x = L(256)"),
        ('append: ".flatten(1)", position: 0', "y = f(x)", "f(x)", "y = f(x.flatten(1))"),
        ('append: ".flatten(1)", position: 0', "y = f(a + b)", "f(a + b)", "y = f((a + b).flatten(1))"),
        ('append: ".T", position: 1', "y = a @ b", "a @ b", "y = a @ b.T"),
        ('append: ".eval()"', "y = net(x)", "net(x)", "y = net.eval()(x)"),
        ('append: ".long()", position: 1', "y = loss(f(x), y)", "loss(f(x), y)", "y = loss(f(x), y.long())"),
        (FLATTEN, "m = nn.Sequential(nn.ReLU(), nn.Linear(3, 4))", "nn.Linear(3, 4)",
         "m = nn.Sequential(nn.ReLU(), nn.Flatten(), nn.Linear(3, 4))"),
        (FLATTEN, "m = Sequential([\n    A(),\n    L(3),\n])", "L(3)", None),
        (FLATTEN, "from nn import A, L\nm = Sequential([\n    A(),\n    L(3),\n])", "L(3)",
         "from nn import A, L, Flatten\nm = Sequential([\n    A(),\n    Flatten(),\n    L(3),\n])"),
        (FLATTEN, "from layers import *\nm.add(L(3))", "L(3)", "from layers import *\nm.add(Flatten())\nm.add(L(3))"),
        (FLATTEN, "if x:\n    m.add(k.L(3))", "k.L(3)", "if x:\n    m.add(k.Flatten())\n    m.add(k.L(3))"),
        (FLATTEN, "y = k.L(3)(x)", "k.L(3)", "y = k.L(3)(k.Flatten()(x))"),
        (FLATTEN, 'm = S(OrderedDict([("a", nn.A()), ("fc", nn.L(3))]))', "nn.L(3)",
         'm = S(OrderedDict([("a", nn.A()), ("flatten", nn.Flatten()), ("fc", nn.L(3))]))'),
        (FLATTEN, "self.fc = nn.L(3)", "nn.L(3)", None),
        (POOL, "m = nn.Sequential(nn.C(3), nn.L(4))", "nn.C(3)", "m = nn.Sequential(nn.C(3), nn.P(2), nn.L(4))"),
        (POOL, "m = nn.Sequential(\n    nn.C(3),  # the last\n)", "nn.C(3)", "m = nn.Sequential(\n    nn.C(3),\n    nn.P(2),  # the last\n)"),
        (POOL, "from l import C\nm.add(C(3))\nm.add(L(4))", "C(3)", "from l import C, P\nm.add(C(3))\nm.add(P(2))\nm.add(L(4))"),
        (POOL, "x = k.C(3)(f(x))", "k.C(3)", "x = k.P(2)(k.C(3)(f(x)))"),
        (POOL, 'm = S([("a", nn.C(3)), ("b", nn.L(4))])', "nn.C(3)", 'm = S([("a", nn.C(3)), ("p", nn.P(2)), ("b", nn.L(4))])'),
        (POOL, "self.c = nn.C(3)", "nn.C(3)", None),
        ('become: "Identity()"', "m = nn.Sequential(nn.L(3), nn.Softmax(dim=1))", "nn.Softmax(dim=1)",
         "m = nn.Sequential(nn.L(3), nn.Identity())"),
        ('become: "Identity()"', "from torch.nn import Softmax\ns = Softmax(1)", "Softmax(1)",
         "from torch.nn import Softmax, Identity\ns = Identity()"),
        ("unwrap: 0", "import torch.nn.functional as F\ny = F.softmax(f(x), dim=1)", "F.softmax(f(x), dim=1)",
         "import torch.nn.functional as F\ny = f(x)"),
        ("unwrap: 0", "y = f(x).softmax(1)", "f(x).softmax(1)", "y = f(x)"),
        ("unwrap: 0", "import torch\ny = torch.softmax(a + b, 1)", "torch.softmax(a + b, 1)", "import torch\ny = (a + b)"),
        ("unwrap: 0", "y = softmax(*x)", "softmax(*x)", None),
        ("hold: ModuleList", "class A:\n    def f(self):\n        self.c = [nn.C(3), nn.C(4)]", "nn.C(3)",
         "class A:\n    def f(self):\n        self.c = nn.ModuleList([nn.C(3), nn.C(4)])"),
        ("hold: ModuleList", "from l import C\nself.c = [\n    C(n)\n    for n in x\n]", "C(n)",
         "from l import C, ModuleList\nself.c = ModuleList([\n    C(n)\n    for n in x\n])"),
        ("hold: ModuleList", "c = [nn.C(3), nn.C(4)]", "nn.C(3)", None),
        ("rename: B2", "x = nn.B1(3)", "nn.B1(3)", "x = nn.B2(3)"),
        ("rename: B2", "from nn import B1\nx = B1(3)", "B1(3)", "from nn import B1, B2\nx = B2(3)"),
        ("rename: B2", "from nn import B1, B2\nx = B1(3)", "B1(3)", "from nn import B1, B2\nx = B2(3)"),
        ("name: strides, keyword: stride", "x = C(3, strides=2)", "C(3, strides=2)", "x = C(3, stride=2)"),
        ("name: strides, keyword: stride", "x = C(3)", "C(3)", None),
        (ENTRY, "y = x.view(64, -1)", "x.view(64, -1)", "y = x.view(x.size(0), -1)"),
        (ENTRY, "y = x.view((64, 9))", "x.view((64, 9))", "y = x.view((x.size(0), 9))"),
        (ENTRY, "y = torch.reshape(x, (64, 9))", "torch.reshape(x, (64, 9))", "y = torch.reshape(x, (x.size(0), 9))"),
        (ENTRY, "y = x.view(*sizes)", "x.view(*sizes)", None),
        (ENTRY, "y = x.permute(0, 1)", "x.permute(0, 1)", None),
        ('first: "super().__init__()"', "class A:\n    def __init__(self):\n        self.a = 1\n", "self.a = 1",
         "class A:\n    def __init__(self):\n        super().__init__()\n        self.a = 1\n"),
        ('first: "super().__init__()"', "class A:\n    def __init__(self):\n        self.a = 1\n        super().__init__()\n        self.b = 2\n",
         "self.a = 1", "class A:\n    def __init__(self):\n        super().__init__()\n        self.a = 1\n        self.b = 2\n"),
        ('first: "super().__init__()"', "class A:\n    def f(self):\n        self.a = 1\n", "self.a = 1", None),
    ],
)  # fmt: skip
def test_what_is_written_becomes(way: str, text: str, part: str, expected: str | None) -> None:
    found = fix(text, part, way)
    assert (None if found is None else mended(text, [found])) == expected
    ast.parse(expected or "")


def test_a_factor_that_is_a_name_is_kept_where_it_still_fits() -> None:
    found = fix("x = L(width * 5 * 5)", "L(width * 5 * 5)", VALUE, was=400)
    assert found is not None
    assert mended("x = L(width * 5 * 5)", [found]) == "x = L(width * 4 * 4)"
    assert found.description == "mend it = width * 4 * 4"


@pytest.mark.parametrize("fault", ["name: n", "value: '1'", "append: a, before: b", "name: n, value: '1', rename: b"])
def test_a_fix_goes_one_way(fault: str) -> None:
    rule, errors = read_rule(RULE % fault, "ours.yaml")
    assert rule is None
    assert "a fix has one of" in errors[0].message
