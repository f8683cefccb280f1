import collections
import copy
import dataclasses
import enum
import functools
import itertools
import math
import operator
import typing
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import NamedTuple, Optional
maths = math.ceil(7 / 2), math.floor(3.9), math.sqrt(16), math.log2(8), math.prod([2, 3, 4]), math.gcd(12, 18), math.inf > 1, round(math.pi, 3)
chains = list(itertools.chain([1], (2, 3))), list(itertools.chain.from_iterable([[1], [2]])), list(itertools.product([1, 2], "a")), list(itertools.repeat(0, 3))
more = list(itertools.islice(itertools.count(5), 3)), list(itertools.accumulate([1, 2, 3])), list(itertools.combinations([1, 2, 3], 2)), list(itertools.zip_longest([1], [2, 3]))
od = OrderedDict([("conv", 1), ("relu", 2)])
od["pool"] = 3
od.move_to_end("conv")
ordered = list(od.items()), list(od)
Point = namedtuple("Point", "x y")
p = Point(1, y=2)
named = p.x, p[1], tuple(p), p._replace(x=9).x, Point._fields, len(p)
class Config(NamedTuple):
    depth: int
    width: int = 64
    def area(self):
        return self.depth * self.width
config = Config(3)
configured = config.depth, config.width, config.area(), tuple(config)
dd = defaultdict(list)
dd["a"].append(1)
defaulted = dict(dd), len(dd["b"])
counter = Counter("aab")
counted = counter["a"], counter["z"], counter.most_common(1)
queue = deque([1, 2])
queue.append(3)
queue.appendleft(0)
dequeued = queue.popleft(), list(queue)
@dataclass
class Block:
    channels: int
    kernel: int = 3
    tags: list = field(default_factory=list)
    def __post_init__(self):
        self.pad = self.kernel // 2
block = Block(8)
block.tags.append("t")
data = block.pad, block.tags, Block(1, kernel=5).pad, Block(1).tags, dataclasses.replace(block, channels=9).channels, block == Block(8, 3, ["t"])
fields = [f.name for f in dataclasses.fields(Block)], dataclasses.asdict(block)
@dataclass
class Strided(Block):
    stride: int = 2
strided = Strided(4, stride=1).stride, Strided(4).kernel, isinstance(Strided(1), Block)
class Color(Enum):
    RED = 1
    GREEN = "g"
    @property
    def label(self):
        return self.name.lower()
enums = Color.RED.value, Color.GREEN.name, Color("g") is Color.GREEN, Color["RED"].label, [c.name for c in Color], Color.RED == Color.RED, len(Color), Color.RED in Color
class Level(IntEnum):
    LOW = 1
    HIGH = enum.auto()
levels = Level.HIGH + 1, Level.LOW < Level.HIGH, int(Level.HIGH)
reduced = functools.reduce(lambda a, b: a * b, [1, 2, 3, 4], 1), functools.reduce(operator.add, [[1], [2]])
@functools.lru_cache(maxsize=None)
def cached(n):
    return n if n < 2 else cached(n - 1) + cached(n - 2)
cache = cached(15)
original = {"a": [1, {"b": 2}]}
deep, shallow = copy.deepcopy(original), copy.copy(original)
original["a"].append(3)
copies = deep, shallow
picked = operator.itemgetter(1)([5, 6]), operator.attrgetter("x")(p), list(map(operator.mul, [1, 2], [3, 4]))
optional: Optional[int] = typing.cast(int, 3)
class Lazy:
    @functools.cached_property
    def value(self):
        return [1]
lazy = Lazy()
lazy.value.append(2)
cached_value = lazy.value
chain_map = collections.ChainMap({"a": 1}, {"a": 2, "b": 3})["b"]
