"""Reductions, shapes, joins, splits and indexes."""

from __future__ import annotations

from typing import Any

from conformance.torch.generating import Gen, Program, Text, ones, program, zeros
from conformance.torch.registry import add, called, some_tensor

# --- reductions -------------------------------------------------------------------------------------------------------


def axes(g: Gen, rank: int) -> Any:
    """One axis, several, or None."""
    return g.pick(g.axis(rank), tuple(g.axis(rank, 0.06) for _ in range(g.size(1, 2))), g.axis(rank))


def over_axes(name: str, forms: str = "tm", whole: bool = True, several: bool = True, keyword: bool = True) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 4)
        if whole and g.chance(0.2):
            return program(called(g, name, forms, zeros(shape)))
        dim = axes(g, len(shape)) if several else g.axis(len(shape))
        kept = g.some({"keepdim": g.chance(0.5)}, 0.4) if keyword else {}
        if g.chance(0.5):
            return program(called(g, name, forms, zeros(shape), dim, **kept))
        return program(called(g, name, forms, zeros(shape), **{g.pick("dim", "dim", "axis"): dim}, **kept))

    return make


for _name in ("sum", "mean", "nansum", "nanmean", "amax", "amin", "std", "var", "any", "all"):
    add(_name, over_axes(_name))
add("logsumexp", over_axes("logsumexp", whole=False))
add("count_nonzero", over_axes("count_nonzero", keyword=False))
for _name in ("prod", "argmax", "argmin", "max", "min", "median", "nanmedian"):
    add(_name, over_axes(_name, several=False))
for _name in ("mode",):
    add(_name, over_axes(_name, several=False))
add(
    "sum of whole numbers",
    lambda g: program(f"y = {zeros(g.shape(1, 3), g.pick('int64', 'bool', 'int32'))}.{g.pick('sum', 'prod')}(0)"),
)


def spread(g: Gen) -> str:
    shape = g.shape(1, 3)
    rank = len(shape)
    form = g.pick("std", "var")
    args: list[Any] = g.pick([g.axis(rank), True], [g.axis(rank), False, True], [False], [(0,)], [])
    given = g.some({"correction": 0, "dim": g.axis(rank)}) if not args else {}
    return program(called(g, form, "tm", zeros(shape), *args, bad=0, **given))


def pair_of_maxima(g: Gen) -> str:
    shape = g.shape(0, 3)
    return program(called(g, g.pick("max", "min"), "tm", zeros(shape), zeros(g.broadcastable(shape))))


def norm(g: Gen) -> str:
    shape = g.shape(1, 4)
    function = g.pick("torch.norm", "torch.linalg.norm", "torch.linalg.vector_norm")
    given = g.some({"dim": g.axis(len(shape)), "keepdim": g.chance(0.5)}) if g.chance(0.8) else {}
    return program(f"y = {g.call(function, zeros(shape), **given)}")


def norm_method(g: Gen) -> str:
    shape = g.shape(1, 4)
    given = g.some({"p": g.pick(1, 2), "dim": axes(g, len(shape))}, 0.7)
    if "dim" in given:
        given |= g.some({"keepdim": True})
    return program(f"y = {g.call(f'{zeros(shape)}.norm', bad=0, **given)}")


add("std of old", spread)
add("max of two", pair_of_maxima)
add("norm", norm)
add("norm method", norm_method)
for _name in ("std_mean", "var_mean"):
    add(_name, over_axes(_name, "t"))
add("kthvalue", lambda g: program(kth(g)))
add("aminmax", lambda g: program(extremes(g)))
add("quantile", lambda g: quantile(g))


def kth(g: Gen) -> str:
    shape = g.shape(1, 3)
    axis = g.axis(len(shape))
    size = shape[axis] if -len(shape) <= axis < len(shape) else 1
    return called(g, "kthvalue", "tm", zeros(shape), g.near(g.size(1, size), 0.1), axis, **g.some({"keepdim": True}))


def extremes(g: Gen) -> str:
    shape = g.shape(1, 3)
    return called(g, "aminmax", "tm", zeros(shape), **g.some({"dim": g.axis(len(shape)), "keepdim": g.chance(0.5)}))


def quantile(g: Gen) -> str:
    shape = g.shape(1, 3)
    q = g.pick(0.5, Text("torch.tensor([0.2, 0.5])"))
    return program(
        called(
            g,
            g.pick("quantile", "nanquantile"),
            "tm",
            zeros(shape),
            q,
            **g.some({"dim": g.axis(len(shape)), "keepdim": g.chance(0.5)}),
        )
    )


for _name in ("cumsum", "cumprod"):
    add(_name, lambda g, name=_name: along(g, name, "tmM"))
for _name in ("logcumsumexp", "cummax", "cummin"):
    add(_name, lambda g, name=_name: along(g, name, "tm"))


def along(g: Gen, name: str, forms: str) -> str:
    shape = g.shape(0, 4)
    return program(called(g, name, forms, zeros(shape), g.axis(len(shape))))


def topk(g: Gen) -> str:
    shape = g.shape(1, 3)
    axis = g.axis(len(shape))
    size = shape[axis] if -len(shape) <= axis < len(shape) else 1
    given = {"dim": axis} if g.chance(0.7) else {}
    count = g.near(g.size(1, size if given else shape[-1]), 0.1)
    return program(called(g, "topk", "tm", zeros(shape), count, **given, **g.some({"largest": False})))


def sort(name: str) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 3)
        return program(called(g, name, "tm", zeros(shape), **g.some({"dim": g.axis(len(shape)), "descending": True})))

    return make


add("topk", topk)
add("sort", sort("sort"))
add("argsort", sort("argsort"))
add("msort", lambda g: program(called(g, "msort", "tm", zeros(g.shape(1, 3)))))
add("fields of results", lambda g: fields(g))


def fields(g: Gen) -> str:
    shape = g.shape(1, 3)
    call, names = g.pick((f"max({g.axis(len(shape), 0)})", "values indices"), ("sort()", "values indices"), ("topk(1)", "values indices"),
                         ("median(0)", "values indices"), ("aminmax()", "min max"), ("mode()", "values indices"))  # fmt: skip
    return program(f"y = {zeros(shape)}.{call}.{g.choice(names.split())}")


def diff(g: Gen) -> str:
    shape = g.shape(0, 3)
    return program(called(g, "diff", "tm", zeros(shape), **g.some({"n": g.pick(0, 1, 2), "dim": g.axis(len(shape))})))


add("diff", diff)
for _name in ("trapezoid", "cumulative_trapezoid"):
    add(_name, lambda g, name=_name: program(f"y = {g.call(f'torch.{name}', zeros(g.shape(1, 3)))}"))
add("dist", lambda g: program(two(g, "dist")))
add("cov", lambda g: program(called(g, "cov", "tm", zeros(g.shape(0, 3)), bad=0)))


def two(g: Gen, name: str, forms: str = "tm") -> str:
    shape = g.shape(0, 3)
    return called(g, name, forms, zeros(shape), zeros(g.broadcastable(shape)))


# --- reading ----------------------------------------------------------------------------------------------------------


def reading(g: Gen) -> str:
    shape = g.shape(0, 4)
    x = zeros(shape)
    return program(f"x = {x}", "y = " + g.pick(
        "list(x.size())", f"x.size({g.axis(len(shape))})", "x.dim()", "x.ndim", "x.numel()", "x.nelement()", "torch.numel(x)", "list(x.shape)",
        f"x.shape[{g.randint(-len(shape), len(shape) - 1)}]" if shape else "x.ndimension()", "x.shape.numel()", "x.shape[1:].numel()", "len(x)",
        f"x.size(dim={g.axis(len(shape))})", "isinstance(x.shape, torch.Size)", "x.is_floating_point()", "list(x.shape[:-1] + (3,))",
    ))  # fmt: skip


add("reading", reading)


# --- reshaping --------------------------------------------------------------------------------------------------------


def reshape(name: str) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 4, 4)
        count = 1
        for size in shape:
            count *= size
        parts: list[int] = []
        rest = count
        for _ in range(g.size(0, 3)):
            divisors = [d for d in range(1, rest + 1) if rest % d == 0]
            parts.append(g.choice(divisors))
            rest //= parts[-1]
        parts.append(g.near(rest, 0.08))
        g.shuffle(parts)
        if g.chance(0.5):
            parts[g.randrange(len(parts))] = -1
        if g.stray(0.04):
            parts[g.randrange(len(parts))] = g.pick(-1, -2, 0)
        sizes = tuple(parts)
        if name == "torch.reshape":
            return program(f"y = {g.call('torch.reshape', zeros(shape), sizes)}")
        if name == "reshape" and g.chance(0.1):
            return program(f"y = {zeros(shape)}.reshape(shape={sizes})")
        return program(f"y = {zeros(shape)}.{name}({', '.join(map(str, sizes)) if g.chance(0.6) else sizes})")

    return make


for _name in ("view", "reshape", "torch.reshape"):
    add(_name, reshape(_name))


def flatten(g: Gen) -> str:
    shape = g.shape(0, 5, 3)
    return program(
        called(
            g, "flatten", "tm", zeros(shape), **g.some({"start_dim": g.axis(len(shape)), "end_dim": g.axis(len(shape))})
        )
    )


def unflatten(g: Gen) -> str:
    parts = tuple(g.size(1, 3) for _ in range(g.size(1, 3)))
    product = 1
    for part in parts:
        product *= part
    shape = list(g.shape(1, 3, 4))
    axis = g.randrange(len(shape))
    shape[axis] = g.near(product)
    wanted = (-1, *parts[1:]) if g.chance(0.3) else parts
    return program(
        called(g, "unflatten", "tm", zeros(shape), axis if g.chance(0.9) else g.axis(len(shape), 0.5), wanted)
    )


def permute(g: Gen) -> str:
    shape = g.shape(0, 4)
    order = list(range(len(shape)))
    g.shuffle(order)
    if order and g.stray(0.1):
        order[0] = g.pick(order[-1], len(shape), -1)
    if order and g.stray(0.05):
        order.pop()
    dims = tuple(order)
    form = g.pick(
        f"torch.permute(x, {dims})",
        f"x.permute({', '.join(map(str, dims))})",
        f"x.permute({dims})",
        f"x.permute(dims={dims})",
    )
    return program(f"x = {zeros(shape)}", f"y = {form}")


def transpose(name: str) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 4)
        return program(called(g, name, "tmM", zeros(shape), g.axis(len(shape)), g.axis(len(shape))))

    return make


def move(g: Gen) -> str:
    shape = g.shape(1, 4)
    count = g.size(1, 2)
    count = min(count, len(shape))
    source, destination = (g.sample(range(len(shape)), count) for _ in range(2))
    if g.stray(0.1):
        source[0] = g.pick(len(shape), source[-1], -1)
    one: Any = source[0] if count == 1 else tuple(source)
    other: Any = destination[0] if count == 1 else tuple(destination)
    return program(called(g, g.pick("movedim", "moveaxis"), "tm", zeros(shape), one, other))


def squeeze(g: Gen) -> str:
    shape = tuple(g.pick(1, 1, g.size(1, 3)) for _ in range(g.size(0, 4)))
    args = [] if g.chance(0.3) else [axes(g, len(shape))]
    return program(called(g, "squeeze", "tmM", zeros(shape), *args))


def unsqueeze(g: Gen) -> str:
    shape = g.shape(0, 3)
    return program(called(g, "unsqueeze", "tmM", zeros(shape), g.axis(len(shape) + 1)))


add("flatten", flatten)
add("unflatten", unflatten)
add("permute", permute)
for _name in ("transpose", "swapaxes", "swapdims"):
    add(_name, transpose(_name))
add("movedim", move)
add("squeeze", squeeze)
add("unsqueeze", unsqueeze)
add("t", lambda g: program(called(g, "t", "tmM", zeros(g.shape(0, 3)))))
add("adjoint", lambda g: program(called(g, "adjoint", "tm", zeros(g.shape(0, 3)))))
add("T", lambda g: program(f"y = {zeros(g.shape(2, 2))}.{g.pick('T', 'mT', 'H')}"))
add("mT", lambda g: program(f"y = {zeros(g.shape(0, 4))}.mT"))
add("ravel", lambda g: program(called(g, "ravel", "tm", some_tensor(g))))
add("view_as", lambda g: program(alike(g)))
add("view_as_real", lambda g: program(f"y = torch.view_as_real({some_tensor(g, dtype='complex64')})"))
add("view_as_complex", lambda g: program(f"y = torch.view_as_complex({zeros((*g.shape(0, 3), g.near(2)))})"))


def alike(g: Gen) -> str:
    shape = g.shape(0, 3)
    other = list(shape)
    g.shuffle(other)
    if other:
        other[0] = g.near(other[0])
    return f"y = {zeros(shape)}.{g.pick('view_as', 'reshape_as')}({zeros(other)})"


def expand(g: Gen) -> str:
    shape = [1 if g.chance(0.4) else g.size(1, 3) for _ in range(g.size(0, 3))]
    sizes = [g.pick(-1, size, g.size(1, 4) if size == 1 else g.near(size)) for size in shape]
    front = [g.size(1, 3) for _ in range(g.pick(0, 0, 1, 2))]
    if g.stray(0.05):
        front.append(-1)
    if sizes and g.stray(0.04):
        sizes.pop()
    wanted = tuple(front + sizes)
    x = zeros(shape)
    return program(f"x = {x}", "y = " + g.pick(f"x.expand({', '.join(map(str, wanted))})", f"x.expand({wanted})", f"torch.broadcast_to(x, {wanted})",
                                              f"x.expand(size={wanted})", f"x.expand_as({zeros([abs(s) for s in wanted])})"))  # fmt: skip


def repeat(g: Gen) -> str:
    shape = g.shape(0, 3, 3)
    times = tuple(g.size(0 if g.chance(0.1) else 1, 3) for _ in range(max(len(shape) + g.pick(0, 0, 1, -1), 0)))
    form = g.pick(
        f"x.repeat({', '.join(map(str, times))})",
        f"x.repeat({times})",
        f"x.tile({times})",
        f"torch.tile(x, {times})",
        f"x.repeat(repeats={times})",
    )
    return program(f"x = {zeros(shape)}", f"y = {form}")


def interleave(g: Gen) -> str:
    shape = g.shape(0, 3, 3)
    given = g.some({"dim": g.axis(len(shape))})
    return program(called(g, "repeat_interleave", "tm", zeros(shape), g.pick(1, 2, 3, 0, -1), **given))


add("expand", expand)
add("repeat", repeat)
add("repeat_interleave", interleave)


def roll(g: Gen) -> str:
    shape = g.shape(0, 3)
    count = g.size(1, 2)
    shifts = tuple(g.randint(-3, 3) for _ in range(g.near(count, 0.05)))
    dims = tuple(g.axis(len(shape), 0.05) for _ in range(count))
    if g.chance(0.4):
        return program(called(g, "roll", "tm", zeros(shape), 2, *g.pick((), (g.axis(len(shape)),))))
    return program(called(g, "roll", "tm", zeros(shape), shifts, dims))


def flip(g: Gen) -> str:
    shape = g.shape(0, 3)
    dims = tuple(g.axis(len(shape), 0.08) for _ in range(g.size(0, 2)))
    form = g.pick(f"torch.flip(x, {dims})", f"x.flip({dims})", f"x.flip({', '.join(map(str, dims))})" if dims else "x.fliplr()", "x.flipud()",
                  "torch.fliplr(x)")  # fmt: skip
    return program(f"x = {zeros(shape)}", f"y = {form}")


add("roll", roll)
add("flip", flip)
add("rot90", lambda g: program(rot90(g)))


def rot90(g: Gen) -> str:
    shape = g.shape(0, 4)
    return called(
        g,
        "rot90",
        "tm",
        zeros(shape),
        **g.some({"k": g.randint(-2, 4), "dims": [g.axis(len(shape)), g.axis(len(shape))]}),
    )


def split(g: Gen) -> str:
    shape = g.shape(0, 3, 8)
    rank = len(shape)
    axis = g.axis(rank)
    size = shape[axis] if -rank <= axis < rank else 1
    first = g.randint(0, size)
    parts: Any = g.pick(g.size(1, 4), [first, g.near(size - first, 0.1)], g.pick(0, 3))
    return program(
        "y = list("
        + called(g, "split", "tm", zeros(shape), parts, **({"dim": axis} if g.chance(0.8) else {}))[4:]
        + ")"
    )


def chunk(g: Gen) -> str:
    shape = g.shape(0, 3, 8)
    name = g.pick("chunk", "tensor_split", "chunk", "unsafe_chunk")
    return program(
        "y = list("
        + called(g, name, "tm", zeros(shape), g.pick(1, 2, 3, 4, 0), **g.some({"dim": g.axis(len(shape))}, 0.8))[4:]
        + ")"
    )


def cut(g: Gen) -> str:
    shape = g.shape(0, 4, 6)
    where = g.pick(g.size(1, 3), [1, 3], (2,), [0, 9])
    name = g.pick("tensor_split", "hsplit", "vsplit", "dsplit")
    return program("y = list(" + called(g, name, "tm", zeros(shape), where)[4:] + ")")


def unbind(g: Gen) -> str:
    shape = g.shape(0, 3)
    return program("y = list(" + called(g, "unbind", "tm", zeros(shape), *g.pick((), (g.axis(len(shape)),)))[4:] + ")")


add("split", split)
add(
    "split_with_sizes",
    lambda g: program(
        f"y = list({zeros((5, 4))}.split_with_sizes({g.pick([2, 3], [1, 4], [2, 2], [5])}, {g.pick(0, 1)}))"
    ),
)
add("chunk", chunk)
add("tensor_split", cut)
add("unbind", unbind)
add("iterate", lambda g: program(f"y = [row for row in {zeros(g.shape(1, 3))}]"))


def cat(g: Gen) -> str:
    shape = list(g.shape(0, 4))
    axis = g.axis(len(shape))
    parts = []
    for _ in range(g.size(0 if g.chance(0.05) else 1, 3)):
        part = list(shape)
        if -len(shape) <= axis < len(shape):
            part[axis] = g.size(1, 4)
        if part and g.stray(0.06):
            part[g.randrange(len(part))] += 1
        if part and g.stray(0.03):
            part.pop()
        if g.chance(0.03):
            part = [0]
        parts.append(zeros(part))
    listed = Text(f"[{', '.join(parts)}]")
    given = g.pick({}, {"dim": axis}, {"axis": axis})
    return program(f"y = {g.call('torch.' + g.pick('cat', 'cat', 'concat', 'concatenate'), listed, **given)}")


def stack(name: str) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 4)
        parts = []
        for _ in range(g.size(1, 3)):
            part = list(shape)
            if part and g.stray(0.05):
                part[g.randrange(len(part))] += 1
            parts.append(zeros(part))
        listed = Text(f"[{', '.join(parts)}]")
        given = g.some({"dim": g.axis(len(shape) + 1)}) if name == "stack" else {}
        return program(f"y = {g.call(f'torch.{name}', listed, **given)}")

    return make


add("cat", cat)
for _name in ("stack", "hstack", "vstack", "dstack", "column_stack", "row_stack"):
    add(_name, stack(_name))
for _name in ("atleast_1d", "atleast_2d", "atleast_3d"):
    add(_name, lambda g, name=_name: program(f"y = torch.{name}({some_tensor(g)})"))
add("block_diag", lambda g: program(f"y = torch.block_diag({some_tensor(g, 0, 2)}, {some_tensor(g, 1, 2)})"))
add(
    "cartesian_prod",
    lambda g: program(f"y = torch.cartesian_prod({', '.join(some_tensor(g, 1, 1) for _ in range(g.size(1, 3)))})"),
)
add("broadcast_tensors", lambda g: program(several(g)))
add(
    "broadcast_shapes",
    lambda g: program(f"y = list(torch.broadcast_shapes({g.shape(0, 2)}, {g.pick((1, 2), (3,), ())}))"),
)


def several(g: Gen) -> str:
    shape = g.shape(0, 3)
    return f"y = list(torch.broadcast_tensors({zeros(shape)}, {zeros(g.broadcastable(shape))}))"


# --- indexing ---------------------------------------------------------------------------------------------------------


def item(g: Gen, size: int) -> str:
    def bound() -> str:
        return g.pick("", "", str(g.randint(-size - 1, size + 1)))

    kind = g.pick("int", "slice", "slice", "slice", "list", "tensor", "colon")
    if kind == "int":
        return str(g.randint(-size, size - 1) if not g.stray(0.06) else g.pick(size, -size - 1))
    if kind == "slice":
        step = g.pick("", "", ":2", ":1", ":3")
        return f"{bound()}:{bound()}{step}"
    if kind == "list":
        return str([g.randint(0, size - 1) for _ in range(2)])
    if kind == "tensor":
        return str(zeros(g.pick((2,), (2,), (), (2, 2)), "int64"))
    return ":"


def index(g: Gen) -> str:
    shape = g.shape(0, 4)
    parts = [item(g, size) for size in shape[: g.randint(0, len(shape))]]
    if g.chance(0.3):
        parts.insert(g.randint(0, len(parts)), "None")
    if g.chance(0.25):
        parts.insert(g.randint(0, len(parts)), "...")
        if parts.count("...") == 1 and parts.index("...") < len(parts) - 1:
            kept = parts[: parts.index("...") + 1]
            after = [
                item(g, size)
                for size in shape[::-1][
                    : g.randint(0, max(len(shape) - sum(p not in ("None", "...") for p in kept), 0))
                ]
            ][::-1]
            parts = kept + after
    if g.stray(0.04):
        parts += [":"] * (len(shape) + 1)
    return program(f"x = {zeros(shape)}", f"y = x[{', '.join(parts) or '...'}]")


def set_index(g: Gen) -> str:
    shape = g.shape(1, 3)
    parts = [
        g.pick(str(g.randint(0, size - 1)), ":", f"{g.randint(0, size)}:") for size in shape[: g.randint(1, len(shape))]
    ]
    value = g.pick("1.0", zeros(g.broadcastable(shape[-1:])), zeros((1, *shape[-1:])))
    return program(f"x = {zeros(shape)}", f"x[{', '.join(parts)}] = {value}", "y = x")


def mask(g: Gen) -> str:
    shape = g.shape(1, 3)
    masked = list(shape[: g.randint(1, len(shape))])
    if g.stray(0.1):
        masked[-1] += 1
    return program(f"x = {zeros(shape)}", f"y = x[{g.pick('x > 0', zeros(masked, 'bool'))}]")


add("index", index)
add("set index", set_index)
add("mask", mask, loose=True)


def gather(g: Gen) -> str:
    shape = g.shape(0, 3)
    axis = g.axis(len(shape))
    picked = [g.size(1, size) for size in shape]
    if picked and g.stray(0.1):
        picked[g.randrange(len(picked))] += 3
    if g.stray(0.04):
        picked.append(1)
    return program(called(g, "gather", "tm", zeros(shape), axis, zeros(picked, "int64")))


def scatter(name: str) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 3)
        axis = g.axis(len(shape))
        picked = [g.size(1, size) for size in shape]
        if picked and g.stray(0.1):
            picked[g.randrange(len(picked))] += 3
        source = [size + g.pick(0, 1) for size in picked]
        if source and g.stray(0.06):
            source[0] = max(source[0] - 2, 1)
        more: list[Any] = [zeros(source)]
        if name == "scatter" and g.chance(0.3):
            more = [1.0]
        if name == "scatter_reduce":
            more.append(g.pick("sum", "amax", "mean"))
        return program(called(g, name, "tmM", zeros(shape), axis, zeros(picked, "int64"), *more, bad=0.02))

    return make


add("gather", gather)
for _name in ("scatter", "scatter_add", "scatter_reduce"):
    add(_name, scatter(_name))


def take_along(g: Gen) -> str:
    shape = g.shape(1, 3)
    axis = g.axis(len(shape))
    other = list(g.broadcastable(shape)) if g.chance(0.3) else [1 if g.chance(0.3) else size for size in shape]
    if len(other) == len(shape) and -len(shape) <= axis < len(shape):
        other[axis] = g.size(1, 3)
    return program(
        called(
            g, "take_along_dim", "tm", zeros(shape), zeros(other, "int64"), **({"dim": axis} if g.chance(0.8) else {})
        )
    )


def index_select(g: Gen) -> str:
    shape = g.shape(0, 3)
    return program(
        called(
            g,
            "index_select",
            "tm",
            zeros(shape),
            g.axis(len(shape)),
            zeros(g.pick((2,), (1,), (), (2, 2)) if shape else (1,), "int64"),
        )
    )


def narrow(g: Gen) -> str:
    shape = g.shape(0, 3, 6)
    axis = g.axis(len(shape))
    size = shape[axis] if -len(shape) <= axis < len(shape) else 1
    start = g.randint(0, size)
    return program(
        called(
            g, "narrow", "tm", zeros(shape), axis, g.pick(start, start - size), g.near(g.randint(0, size - start), 0.1)
        )
    )


def select(g: Gen) -> str:
    shape = g.shape(0, 3)
    axis = g.axis(len(shape))
    size = shape[axis] if -len(shape) <= axis < len(shape) else 1
    return program(
        called(g, "select", "tm", zeros(shape), axis, g.randint(-size, size - 1) if not g.stray(0.1) else size)
    )


add("take_along_dim", take_along)
add("take", lambda g: program(called(g, "take", "tm", zeros(g.shape(1, 3)), zeros(g.shape(0, 2), "int64"))))
add("index_select", index_select)
add("narrow", narrow)
add("select", select)
add("masked_select", lambda g: program(two_masked(g)), loose=True)
add("nonzero", lambda g: program(called(g, "nonzero", "tm", some_tensor(g))), loose=True)
add(
    "nonzero_static",
    lambda g: program(called(g, "nonzero_static", "tm", some_tensor(g, 1), **g.some({"size": g.size(0, 4)}, 0.9))),
)
add(
    "unravel_index",
    lambda g: program(
        f"y = list({g.call('torch.unravel_index', some_tensor(g, 0, 2, 'int64'), g.shape(1, 3), bad=0)})"
    ),
)
add("argwhere", lambda g: program(called(g, "argwhere", "tm", some_tensor(g))), loose=True)
add("unique", lambda g: program(unique(g)), loose=True)
add("masked_fill", lambda g: masked_fill(g))


def two_masked(g: Gen) -> str:
    shape = g.shape(0, 3)
    return called(g, "masked_select", "tm", zeros(shape), zeros(g.broadcastable(shape), "bool"))


def unique(g: Gen) -> str:
    shape = g.shape(1, 3)
    name = g.pick("unique", "unique_consecutive")
    given = g.some({"return_inverse": True, "return_counts": True, "dim": g.axis(len(shape))})
    return called(g, name, "tm", zeros(shape), **given)


def masked_fill(g: Gen) -> str:
    shape = g.shape(0, 3)
    return program(
        called(
            g,
            "masked_fill",
            "tmM",
            zeros(shape),
            zeros(g.broadcastable(shape), "bool"),
            g.pick(1.0, float(2), zeros(g.pick((), (), (2,)))),
        )
    )


def slices(name: str) -> Program:
    def make(g: Gen) -> str:
        shape = list(g.shape(1, 3))
        axis = g.axis(len(shape), 0.05)
        source = list(shape)
        if -len(shape) <= axis < len(shape):
            source[axis] = 2
        if g.stray(0.1):
            source[g.randrange(len(source))] += 1
        return program(called(g, name, "tmM", zeros(shape), axis, zeros((2,), "int64"), zeros(source), bad=0.02))

    return make


add("index_add", slices("index_add"))
add("index_fill", lambda g: program(fill(g)))
add("diagonal", lambda g: program(diagonal(g)))
add("diag", lambda g: program(called(g, "diag", "tm", zeros(g.shape(0, 3)), *g.pick((), (1,), (-1,)))))
add("diagflat", lambda g: program(called(g, "diagflat", "tm", zeros(g.shape(0, 2)), *g.pick((), (1,)))))
add(
    "diag_embed",
    lambda g: program(called(g, "diag_embed", "tm", zeros(g.shape(0, 3)), **g.some({"offset": g.pick(0, 1, -1)}))),
)
add("trace", lambda g: program(called(g, "trace", "tm", zeros(g.pick(g.shape(2, 2), g.shape(0, 3))))))


def fill(g: Gen) -> str:
    shape = g.shape(1, 3)
    return called(
        g,
        "index_fill",
        "tmM",
        zeros(shape),
        g.axis(len(shape)),
        zeros((2,), "int64") if max(shape) else zeros((1,), "int64"),
        1.0,
    )


def diagonal(g: Gen) -> str:
    shape = g.shape(0, 4)
    if g.chance(0.3):
        return f"y = {g.call('torch.linalg.diagonal', zeros(shape), **g.some({'offset': g.pick(-1, 1)}))}"
    given = g.some({"offset": g.pick(0, 1, -2), "dim1": g.axis(len(shape)), "dim2": g.axis(len(shape))})
    return called(g, "diagonal", "tm", zeros(shape), **given)


add("bucketize", lambda g: program(f"y = {g.call('torch.bucketize', some_tensor(g), zeros(g.pick((3,), (2, 2))))}"))
add("multinomial", lambda g: program(multinomial(g)))
add("bincount", lambda g: program(called(g, "bincount", "tm", zeros(g.pick((4,), (2, 2)), "int64"))), loose=True)
add("histc", lambda g: program(called(g, "histc", "tm", some_tensor(g), **g.some({"bins": g.pick(3, 5, 0)}))))
add("unfold", lambda g: program(unfold(g)))
add(
    "combinations",
    lambda g: program(
        f"y = {g.call('torch.combinations', zeros(g.pick((4,), (3,), (2, 2))), **g.some({'r': g.pick(1, 2, 3), 'with_replacement': True}))}"
    ),
)


def multinomial(g: Gen) -> str:
    shape = g.shape(1, 2)
    return called(
        g, "multinomial", "tm", ones(shape), g.near(g.size(1, shape[-1])), **g.some({"replacement": True}, 0.2)
    )


def unfold(g: Gen) -> str:
    shape = g.shape(0, 3, 7)
    axis = g.axis(len(shape))
    size = shape[axis] if -len(shape) <= axis < len(shape) else 1
    return f"y = {g.call(f'{zeros(shape)}.unfold', axis, g.near(g.size(1, size)), g.pick(1, 2, 3, 0) if g.chance(0.2) else 1)}"
