"""einops: patterns at random, and axes whose sizes do or do not fit."""

from conformance.torch.generating import Gen, Program, program, zeros
from conformance.torch.registry import add

IMPORT = "import einops"
LAYERS = "from einops.layers.torch import EinMix, Rearrange, Reduce"
NAMES = ("b", "c", "h", "w", "d")


class Sides:
    """A pattern in the making: the left side with its sizes, and the names that the right side may use."""

    def __init__(self, g: Gen) -> None:
        self.g = g
        self.shape: list[int] = []
        self.left: list[str] = []
        self.right: list[str] = []
        self.lengths: dict[str, int] = {}
        dots = g.randrange(5) if g.chance(0.25) else None
        for number, name in enumerate(NAMES[: g.randint(1, 4)]):
            if number == dots:
                self.shape += [g.size(1, 3) for _ in range(g.randint(0, 2))]
                self.left.append("...")
                self.right.append("...")
            self.one(name)

    def one(self, name: str) -> None:
        """An axis: a name, a 1, or a group."""
        g = self.g
        if g.chance(0.1):
            self.left.append(g.pick("1", "()"))
            self.shape.append(g.near(1))
        elif g.chance(0.35):
            sizes = [g.size(1, 3) for _ in range(g.randint(2, 3))]
            parts = [f"{name}{n}" for n in range(len(sizes))]
            self.left.append(f"({' '.join(parts)})")
            self.right += parts
            told = parts[1:] if g.chance(0.8) else parts
            if g.stray(0.05):
                told = told[1:]
            self.lengths |= {part: sizes[parts.index(part)] for part in told}
            product = 1
            for size in sizes:
                product *= size
            self.shape.append(g.near(product))
        else:
            self.left.append(name)
            self.right.append(name)
            self.shape.append(g.size(1, 4))
            if g.chance(0.2):
                self.lengths[name] = g.near(self.shape[-1])

    def text(self, right: list[str]) -> str:
        """The whole pattern, now and then with a fault."""
        g = self.g
        left, grouped = " ".join(self.left), self.grouped(right)
        if g.stray(0.05):
            left = g.pick(f"{left} q", f"({left}", left.replace("b", "b b", 1), f"_{left}", f"{left} ->")
        if g.stray(0.05):
            grouped = g.pick(f"{grouped} q", f"{grouped})", f"{grouped} 2", "", f"({grouped} (b))")
        if g.stray(0.04):
            self.lengths["unused"] = 2
        if g.stray(0.04):
            self.shape = self.shape[:-1] if g.chance(0.5) else [*self.shape, 2]
        return f"{left}->{grouped}" if g.chance(0.1) else f"{left} -> {grouped}"

    def grouped(self, names: list[str]) -> str:
        """Names in another order, some of them as one axis."""
        g = self.g
        words = list(names)
        g.shuffle(words)
        if len(words) > 1 and g.chance(0.5):
            start = g.randrange(len(words) - 1)
            stop = g.randint(start + 2, len(words))
            words[start:stop] = [f"({' '.join(words[start:stop])})"]
        if g.chance(0.15):
            words.insert(g.randint(0, len(words)), g.pick("1", "()"))
        return " ".join(words)


def rearrange(g: Gen) -> str:
    sides = Sides(g)
    pattern = sides.text(sides.right)
    return call(g, "rearrange", sides, pattern)


def repeat(g: Gen) -> str:
    sides = Sides(g)
    new = [f"n{n}" for n in range(g.randint(0, 2))]
    sides.lengths |= {name: g.size(1, 3) for name in new if not g.stray(0.05)}
    if g.chance(0.2):
        new.append(str(g.size(2, 4)))
    return call(g, "repeat", sides, sides.text(sides.right + new))


def reduce(g: Gen) -> str:
    sides = Sides(g)
    kept = [name for name in sides.right if g.chance(0.6)]
    pattern = sides.text(kept)
    word = "median" if g.stray(0.04) else g.pick("mean", "sum", "max", "min", "prod")
    return call(g, "reduce", sides, pattern, word)


def call(g: Gen, name: str, sides: Sides, pattern: str, *args: str) -> str:
    """A call of the function, or the layer made and called."""
    words = ", ".join([repr(pattern), *map(repr, args), *(f"{key}={value}" for key, value in sides.lengths.items())])
    x = zeros(sides.shape)
    if name != "repeat" and g.chance(0.4):
        return program(LAYERS, f"m = {name.title()}({words})", f"y = m({x})")
    if g.chance(0.15):
        return program(
            IMPORT, f"y = einops.{name}([{x}, {x}], {words.replace(repr(pattern), repr('k ' + pattern), 1)})"
        )
    return program(IMPORT, f"y = einops.{name}({x}, {words})")


def einsum(g: Gen) -> str:
    shape = [g.size(1, 4) for _ in range(3)]
    other = (g.near(shape[2]), g.size(1, 4))
    out = g.pick("batch row out", "out row batch", "batch out", "row")
    return program(IMPORT, f"y = einops.einsum({zeros(shape)}, {zeros(other)}, 'batch row in, in out -> {out}')")


def pack(g: Gen) -> str:
    last = g.size(1, 4)
    shapes = [(2, *(g.size(1, 3) for _ in range(g.randint(0, 2))), g.near(last)) for _ in range(g.randint(1, 3))]
    pattern = g.pick("b * c", "b * c", "b * d c" if g.stray(0.2) else "b * c", "b c" if g.stray(0.3) else "b * c")
    listed = ", ".join(map(str, map(zeros, shapes)))
    return program(
        IMPORT,
        f"packed, shapes = einops.pack([{listed}], {pattern!r})",
        f"y = packed, [tuple(s) for s in shapes], einops.unpack(packed, shapes, {pattern!r})",
    )


def parse_shape(g: Gen) -> str:
    shape = g.shape(1, 4)
    names = [g.pick(name, "_") for name in NAMES[: g.near(len(shape))]]
    return program(IMPORT, f"y = list(einops.parse_shape({zeros(shape)}, {' '.join(names)!r}).items())")


def mix(g: Gen) -> str:
    c, o = g.size(1, 5), g.size(1, 5)
    weight = "c o" if not g.stray(0.05) else "c q"
    bias = g.pick("", ", bias_shape='o'", ", bias_shape='h o'")
    shape = (2, g.size(1, 4), g.near(c))
    sizes = f"c={c}, o={o}, h={shape[1]}"
    return program(
        LAYERS, f"m = EinMix('b h c -> b h o', weight_shape={weight!r}{bias}, {sizes})", f"y = m({zeros(shape)})"
    )


MADE: dict[str, Program] = {
    "rearrange": rearrange,
    "repeat": repeat,
    "reduce": reduce,
    "einsum": einsum,
    "pack": pack,
    "parse_shape": parse_shape,
    "EinMix": mix,
}
for _name, _make in MADE.items():
    add(f"einops.{_name}", _make)
