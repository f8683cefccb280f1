class Base:
    kind = "base"
    registry = {}
    def __init__(self, name="x", **kwargs):
        self.name = name
        self.options = kwargs
    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Base.registry[cls.__name__] = tag
    def describe(self):
        return f"{type(self).__name__}:{self.name}:{self.kind}"
    @property
    def upper(self):
        return self.name.upper()
    @upper.setter
    def upper(self, value):
        self.name = value.lower()
    @classmethod
    def make(cls, name):
        return cls(name)
    @staticmethod
    def add(a, b):
        return a + b
    def __repr__(self):
        return f"<{self.name}>"
    def __eq__(self, other):
        return isinstance(other, Base) and self.name == other.name
    def __hash__(self):
        return hash(self.name)
class Child(Base, tag="c"):
    kind = "child"
    def __init__(self, name, depth=1):
        super().__init__(name, depth=depth)
        self.depth = depth
    def describe(self):
        return super().describe() + f":{self.depth}"
class Mixin:
    def describe(self):
        return "mixin+" + super().describe()
class Both(Mixin, Child):
    pass
child = Child("net", depth=3)
descriptions = [Base().describe(), child.describe(), Both("b").describe()]
child.upper = "LOUD"
accessors = child.upper, child.name, child.options
made = Child.make("m").depth, Child.add(1, 2), child.add(3, 4)
order = [c.__name__ for c in Both.__mro__]
registered = dict(Base.registry)
checks = isinstance(child, Base), isinstance(child, Mixin), issubclass(Both, (Mixin, int)), type(child) is Child
equality = Base("a") == Base("a"), Base("a") != Base("b")
shown = repr(child), str(Base("z")), f"{child}"
dynamic = hasattr(child, "depth"), hasattr(child, "nope"), getattr(child, "nope", 7), getattr(child, "depth")
setattr(child, "extra_1", 11)
extra = child.extra_1
delattr(child, "extra_1")
gone = hasattr(child, "extra_1")
attributes = sorted(vars(child))
class Callable:
    def __init__(self):
        self.calls = []
    def __call__(self, *args):
        self.calls.append(args)
        return len(self.calls)
    def __len__(self):
        return len(self.calls)
    def __getitem__(self, i):
        return self.calls[i]
    def __iter__(self):
        return iter(self.calls)
    def __contains__(self, item):
        return item in self.calls
    def __bool__(self):
        return bool(self.calls)
c = Callable()
before = bool(c)
called = c(1), c(2, 3), len(c), c[0], list(c), (1,) in c, bool(c)
class Vector:
    def __init__(self, *xs):
        self.xs = xs
    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self.xs, other.xs)))
    def __mul__(self, k):
        return Vector(*(x * k for x in self.xs))
    __rmul__ = __mul__
    def __getattr__(self, name):
        if name == "first":
            return self.xs[0]
        raise AttributeError(name)
v = Vector(1, 2) + 3 * Vector(1, 1)
vector = v.xs, v.first, hasattr(v, "second")
class Count(dict):
    def __missing__(self, key):
        return 0
    def bump(self, key):
        self[key] = self[key] + 1
        return self
counts = Count().bump("a").bump("a")
counted = dict(counts), counts["b"], len(counts), "a" in counts, list(counts.items())
class Stack(list):
    def peek(self):
        return self[-1]
stack = Stack([1, 2])
stack.append(3)
stacked = stack.peek(), len(stack), list(stack), isinstance(stack, list)
class WithNew:
    def __new__(cls, *args):
        made = super().__new__(cls)
        made.early = args
        return made
    def __init__(self, x):
        self.late = x
w = WithNew(4)
new_result = w.early, w.late
class Slots:
    __slots__ = ("a",)
    def __init__(self):
        self.a = 1
slots = Slots().a
class Descriptor:
    def __set_name__(self, owner, name):
        self.name = name
    def __get__(self, instance, owner):
        return f"{owner.__name__}.{self.name}"
class Uses:
    field = Descriptor()
descriptor = Uses().field
nested_class = type("Made", (Base,), {"kind": "made"})("q").describe()
