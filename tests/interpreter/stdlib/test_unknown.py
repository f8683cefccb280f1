"""What the standard library makes of sizes and values that are not known."""

from __future__ import annotations

import pytest

from cnnlint import symbolic
from cnnlint.interpreter.stdlib.re import MOST_STEPS, steps
from cnnlint.interpreter.values import Rest, Unknown
from cnnlint.symbolic import symbol
from support.interpreting import interpret, is_known, name_of, result_of

H = symbol("H")
UNKNOWN = Unknown("from outside")


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("import math\nresult = math.floor(H / 2)", symbolic.floor_div(H, 2)),
        ("import math\nresult = math.ceil(H / 2)", symbolic.ceil_div(H, 2)),
        ("import math\nresult = math.ceil(H * 0.25)", symbolic.ceil_div(H, 4)),
        ("import math\nresult = math.prod([H, 2, H])", 2 * H * H),
        ("import math\nresult = math.floor(H)", H),
        ("from functools import reduce\nresult = reduce(lambda a, b: a * b, (H, 3))", 3 * H),
        ("from operator import mul\nresult = mul(H, 2)", 2 * H),
        ("from itertools import accumulate\nresult = list(accumulate([1, H]))", [1, H + 1]),
        ("from dataclasses import dataclass\n@dataclass\nclass C:\n    x: int\nresult = C(H).x", H),
        ("from functools import partial\nresult = partial(max, 1)(H)", H),
        ("from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\nresult = P(H)[0]", H),
        ("import copy\nresult = copy.deepcopy([H])[0]", H),
        ("import random\nx = [1, 2]\nrandom.shuffle(x)\nresult = len(x)", 2),
        ("import argparse\np = argparse.ArgumentParser()\np.add_argument('--x')\nresult = 'x' in p.parse_args()", True),
        ("import math\nresult = 'sqrt' in dir(math)", True),
        ("from contextlib import suppress\nwith suppress(ValueError):\n    int('x')\nresult = 3", 3),
        ("import contextlib\nresult = 1\nwith contextlib.suppress(KeyError):\n    {}['a']\n    result = 2", 1),
    ],
)
def test_known(program, expected):
    assert result_of(program, H=H, u=UNKNOWN) == expected


@pytest.mark.parametrize(
    "program",
    [
        "import math\nresult = math.sqrt(H)",
        "import math\nresult = math.log2(u)",
        "import math\nresult = math.factorial(u)",
        "import random\nresult = random.choice([1, 2])",
        "import random\nresult = random.Random(3).randint(1, 2)",
        "import os\nresult = os.environ.get('X')",
        "import os\nresult = os.environ['X']",
        "import os\nresult = os.path.exists('x')",
        "import os\nresult = os.path.join('a', u)",
        "from pathlib import Path\nresult = Path('a') / u",
        "from pathlib import Path\nresult = Path('a').read_text()",
        "import sys\nresult = sys.argv[1]",
        "import sys\nresult = sys.platform",
        "import time\nresult = time.time()",
        "from datetime import datetime\nresult = datetime.now().strftime('%Y')",
        "import json\nresult = json.load(open('x'))",
        "import json\nresult = json.loads(u)",
        "import re\nresult = re.match(u, 'a')",
        "import re\nresult = re.match('(a+)+b', 'a' * 40)",
        "import copy\nresult = copy.deepcopy(u)",
        "from dataclasses import dataclass\n@dataclass\nclass C(u):\n    x: int\nresult = C(1, 2, 3).y",
        "from enum import Enum\nclass E(Enum):\n    A = 1\nresult = E(u)",
        "from enum import Enum\nclass E(Enum):\n    A = u\n    B = 2\nresult = E(1)",
        "import inspect\nresult = inspect.signature(u)",
        "import importlib\nresult = importlib.import_module(u)",
        "from collections import OrderedDict\nresult = OrderedDict(u)['a']",
        "from collections import namedtuple\nresult = namedtuple('P', u)",
        "import threading\nresult = threading.Thread()",
        "import uuid\nresult = str(uuid.uuid4())",
    ],
)
def test_unknown(program):
    vm = interpret(program, names={"H": H, "u": UNKNOWN})
    assert vm.facts == []
    assert isinstance(name_of(vm), Unknown)


def test_command_line_arguments_say_which_they_are():
    program = """
    import argparse

    def parser():
        parser = argparse.ArgumentParser("train", description="x")
        group = parser.add_argument_group("net")
        group.add_argument("-n", "--num-classes", type=int, default=10, help="classes")
        parser.add_argument("data")
        return parser

    args = parser().parse_args()
    known, rest = parser().parse_known_args()
    result = [args.num_classes, args.data, known.data, rest]
    """
    vm = interpret(program)
    number, data, known, rest = name_of(vm)
    assert vm.facts == []
    assert number.reason == "command line argument --num-classes"
    assert data.reason == "command line argument data"
    assert isinstance(known, Unknown)
    assert isinstance(rest[0], Rest)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("@dataclass\nclass C:\n    x: int\nC()", "C.__init__() missing 1 required positional argument: 'x'"),
        ("@dataclass\nclass C:\n    x: int = 1\nC(y=2)", "C.__init__() got an unexpected keyword argument 'y'"),
        ("namedtuple('P', 'x y')(1)", "P.__new__() missing 1 required positional argument: 'y'"),
        ("class P(NamedTuple):\n    x: int\nP(1, 2)", "P.__new__() takes 2 positional arguments but 3 were given"),
        ("partial(lambda a: a, 1)(2)", "takes 1 positional argument"),
    ],
)
def test_a_call_that_cannot_work_is_a_fact(program, words):
    imports = "from dataclasses import dataclass\nfrom collections import namedtuple\nfrom typing import NamedTuple\n"
    (fact,) = interpret(f"{imports}from functools import partial\n{program}").facts
    assert words in fact.words


@pytest.mark.parametrize(
    "program",
    [
        "from typing import Generic, TypeVar, Protocol\nclass A(Protocol):\n    pass\nclass B(A):\n    pass\nB()",
        "from abc import ABC, ABCMeta\nclass A(ABC):\n    pass\nclass B(metaclass=ABCMeta):\n    pass\nA(), B()",
        "from dataclasses import dataclass\n@dataclass\nclass C:\n    x: int\nC(**u)\nC(*u)",
        "import logging\nclass H(logging.Handler):\n    def __init__(self):\n        super().__init__(level=3)\nH()",
        "from typing import Anything_new\nclass A(Anything_new):\n    pass\nA(1, 2).x",
        "import argparse\nargs = argparse.ArgumentParser().parse_args()\nargs.x",
        "import sys\nsys.exit(1)",
        "import argparse\np = argparse.ArgumentParser()\np.add_argument(u)\ndef f(b, c):\n    pass\nf(**vars(p.parse_args()))",
        "from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\nP(*u)\nP(**u)",
        "from collections import OrderedDict\nclass D(OrderedDict):\n    def __init__(self, *a, **k):\n        super().__init__(*a, **k)\nD(a=1)",
        "def f():\n    from functools import lru_cache as c\n    return c(None)(len)([1])\nf()",
    ],
)
def test_no_false_alarm(program):
    assert interpret(program, names={"u": UNKNOWN}).facts == []


@pytest.mark.parametrize(
    ("pattern", "length", "is_quick"),
    [
        (r"layer(\d+)", 60, True),
        (r"^(.*denselayer\d+\.(?:norm|relu|conv))\.((?:[12])\.(?:weight|bias|running_mean|running_var))$", 60, True),
        (r"(a+)+b", 30, False),
        (r"(a|aa)+b", 30, False),
        (r"(a?){50}a", 30, False),
        (r"a?" * 40 + "a" * 40, 40, False),
        (r"(.*)(.*)(.*)(.*)(.*)x", 1000, False),
        (r"(\w)\1", 30, False),
        (r"((ab)*c)*", 30, False),
        (r"[(+*]+", 30, True),
        (r"\(+\)", 30, True),
        (r"(?:conv|bn)_[0-9]{1,2}", 30, True),
        (r"a" * 600, 3, False),
    ],
)
def test_patterns_that_may_backtrack_without_end_are_refused(pattern, length, is_quick):
    assert (steps(pattern, length) < MOST_STEPS) is is_quick


@pytest.mark.parametrize(
    "program",
    [
        "import itertools\nresult = list(itertools.count())",
        "import itertools\nresult = list(itertools.product(range(1000), repeat=5))",
        "import itertools\nresult = list(itertools.permutations(range(20)))",
        "import itertools\nresult = list(itertools.repeat(1, 10 ** 9))",
        "import math\nresult = math.factorial(10 ** 6)",
        "import itertools\nresult = sum(itertools.cycle([1]))",
        "import itertools\nresult = max(itertools.count(), key=lambda n: n)",
    ],
)
def test_what_would_not_end_is_not_known(program):
    assert not is_known(result_of(program))


def test_a_library_is_the_same_for_every_analysis():
    program = "import sys, os\nsys.path.append('x')\nos.environ['X'] = '1'\nresult = list(sys.path)"
    first, second = result_of(program), result_of(program)
    assert isinstance(first, Unknown) or isinstance(first[0], Rest)
    assert isinstance(second, Unknown) or isinstance(second[0], Rest)
