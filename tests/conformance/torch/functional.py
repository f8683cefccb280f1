"""`torch.nn.functional`, making tensors, linear algebra and transforms."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from conformance.torch.generating import Gen, Program, Text, ones, program, zeros
from conformance.torch.layers import image
from conformance.torch.registry import add, called, some_tensor

# --- windows ----------------------------------------------------------------------------------------------------------


def conv(n: int) -> Program:
    def make(g: Gen) -> str:
        groups = g.pick(1, 1, 2)
        inputs, outputs = groups * g.size(1, 2), groups * g.size(1, 2)
        weight = (g.near(outputs, 0.04), g.near(inputs // groups, 0.04), *(g.size(1, 3) for _ in range(n)))
        if g.stray(0.03):
            weight = weight[:-1]
        given = g.some(
            {
                "stride": g.per_axis(n, 1, 3),
                "padding": g.pick(g.per_axis(n, 0, 2), "same"),
                "dilation": g.per_axis(n, 1, 2),
            },
            0.4,
        )
        if given.get("padding") == "same":
            given.pop("stride", None)
        if groups > 1:
            given["groups"] = groups
        if g.chance(0.3):
            given["bias"] = zeros((g.near(weight[0], 0.05),))
        name = g.pick(f"F.conv{n}d", f"torch.conv{n}d")
        return program(f"y = {g.call(name, zeros(image(g, n, inputs, 1, 6)), zeros(weight), **given)}")

    return make


def conv_transpose(n: int) -> Program:
    def make(g: Gen) -> str:
        groups = g.pick(1, 1, 2)
        inputs, outputs = groups * g.size(1, 2), groups * g.size(1, 2)
        weight = (g.near(inputs, 0.04), outputs // groups, *(g.size(1, 3) for _ in range(n)))
        given = g.some(
            {"stride": g.per_axis(n, 1, 3), "padding": g.per_axis(n, 0, 1), "output_padding": g.pick(0, 1)}, 0.4
        )
        if groups > 1:
            given["groups"] = groups
        return program(
            f"y = {g.call(f'F.conv_transpose{n}d', zeros(image(g, n, inputs, 2, 5)), zeros(weight), **given)}"
        )

    return make


def pool(name: str, n: int) -> Program:
    def make(g: Gen) -> str:
        options: dict[str, Any] = {"stride": g.pick(None, g.per_axis(n, 1, 3)), "ceil_mode": g.chance(0.5)}
        if name != "lp_pool":
            options["padding"] = g.per_axis(n, 0, 1)
        if name == "max_pool":
            options |= {"dilation": g.per_axis(n, 1, 2), "return_indices": g.chance(0.3)}
        args = (2.0, g.per_axis(n, 1, 3)) if name == "lp_pool" else (g.per_axis(n, 1, 3),)
        return program(f"y = {g.call(f'F.{name}{n}d', zeros(image(g, n, 2)), *args, **g.some(options, 0.4))}")

    return make


def adaptive(kind: str, n: int) -> Program:
    def make(g: Gen) -> str:
        size = g.pick(1, g.size(1, 5), tuple(g.pick(None, g.size(1, 5)) if n > 1 else g.size(1, 5) for _ in range(n)))
        given = {"return_indices": True} if kind == "max" and g.chance(0.3) else {}
        return program(f"y = {g.call(f'F.adaptive_{kind}_pool{n}d', zeros(image(g, n, 2)), size, **given)}")

    return make


for _n in (1, 2, 3):
    add(f"conv{_n}d", conv(_n))
    add(f"conv_transpose{_n}d", conv_transpose(_n))
    for _name in ("max_pool", "avg_pool", "lp_pool"):
        add(f"{_name}{_n}d", pool(_name, _n))
    for _name in ("max", "avg"):
        add(f"adaptive_{_name}_pool{_n}d", adaptive(_name, _n))


# --- activation -------------------------------------------------------------------------------------------------------

ACTIVATIONS = {
    "relu6": {"inplace": True}, "silu": {"inplace": True}, "mish": {}, "hardswish": {"inplace": True}, "hardsigmoid": {}, "selu": {},
    "logsigmoid": {}, "softsign": {}, "tanhshrink": {}, "elu": {"alpha": 0.5}, "celu": {"alpha": 0.5}, "leaky_relu": {"negative_slope": 0.2},
    "gelu": {"approximate": "tanh"}, "softplus": {"beta": 2}, "hardtanh": {"min_val": -2.0, "max_val": 2.0}, "rrelu": {"lower": 0.1},
    "hardshrink": {"lambd": 0.3}, "softshrink": {"lambd": 0.3}, "dropout": {"p": 0.3, "training": False}, "alpha_dropout": {"p": 0.2},
    "feature_alpha_dropout": {"p": 0.2}, "dropout2d": {"p": 0.2}, "dropout3d": {"p": 0.2}, "dropout1d": {"p": 1.4},
    "relu": {"inplace": True}, "sigmoid": {}, "tanh": {},
}  # fmt: skip


def activation(name: str, options: dict[str, Any]) -> Program:
    return lambda g: program(f"y = {g.call(f'F.{name}', some_tensor(g), **g.some(options))}")


for _name, _options in ACTIVATIONS.items():
    add(f"F.{_name}", activation(_name, _options))
add("F.threshold", lambda g: program(f"y = {g.call('F.threshold', some_tensor(g), 0.1, 2.0)}"))


def softmax(name: str) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 4)
        form = g.pick(f"F.{name}", f"torch.{name}", f"{zeros(shape)}.{name}") if name != "softmin" else "F.softmin"
        args = () if form.startswith("torch.zeros") else (zeros(shape),)
        given = {"dim": g.axis(len(shape))} if g.chance(0.9) else {}
        return program(f"y = {g.call(form, *args, **given)}")

    return make


for _name in ("softmax", "log_softmax", "softmin"):
    add(_name, softmax(_name))
add("gumbel_softmax", lambda g: program(gumbel(g)))
add("glu", lambda g: program(glu(g)))
add("prelu", lambda g: program(prelu(g)))


def gumbel(g: Gen) -> str:
    shape = g.shape(1, 3)
    return f"y = {g.call('F.gumbel_softmax', zeros(shape), **g.some({'tau': 0.5, 'hard': True, 'dim': g.axis(len(shape))}))}"


def glu(g: Gen) -> str:
    shape = [2 * size if g.chance(0.8) else size for size in g.shape(0, 3, 3)]
    return f"y = {g.call('F.glu', zeros(shape), **g.some({'dim': g.axis(len(shape))}))}"


def prelu(g: Gen) -> str:
    shape = g.shape(0, 3)
    count = shape[1] if len(shape) > 1 else 1
    return called(
        g, "prelu", "tmF", zeros(shape), zeros(g.pick((g.near(count),), (1,), (), (1, 1) if g.stray(0.1) else (1,)))
    )


# --- normalisation ----------------------------------------------------------------------------------------------------


def batch_norm(g: Gen) -> str:
    shape = (g.size(1, 3), g.size(1, 3), *g.shape(0, 2, 3))
    width = (g.near(shape[1]),)
    given = g.some(
        {
            "weight": ones((g.near(shape[1], 0.05),)),
            "bias": zeros((g.near(shape[1], 0.05),)),
            "training": g.chance(0.5),
        },
        0.4,
    )
    return program(f"y = {g.call('F.batch_norm', zeros(shape), zeros(width), ones((shape[1],)), **given)}")


def group_norm(g: Gen) -> str:
    groups = g.pick(1, 2, 3)
    channels = g.near(groups * g.size(1, 2))
    shape = (g.size(1, 3), channels, *g.shape(0, 2, 3))
    return program(
        f"y = {g.call('F.group_norm', zeros(shape), groups, **g.some({'weight': ones((g.near(channels, 0.1),))}, 0.3))}"
    )


def layer_norm(name: str) -> Program:
    def make(g: Gen) -> str:
        sizes = g.shape(1, 2, 4)
        shape = (*g.shape(0, 2), *(g.near(size) for size in sizes))
        given = g.some({"weight": ones([g.near(size, 0.05) for size in sizes])}, 0.4)
        return program(f"y = {g.call(f'F.{name}', zeros(shape), g.pick(sizes, list(sizes)), **given)}")

    return make


def instance_norm(g: Gen) -> str:
    shape = (g.size(1, 3), g.size(1, 3), *g.shape(0, 2, 3))
    return program(
        f"y = {g.call('F.instance_norm', zeros(shape), **g.some({'weight': ones((g.near(shape[1]),))}, 0.3))}"
    )


def normalize(g: Gen) -> str:
    shape = g.shape(0, 4)
    return program(f"y = {g.call('F.normalize', zeros(shape), **g.some({'p': 1.0, 'dim': g.axis(len(shape))}))}")


add("batch_norm", batch_norm)
add("group_norm", group_norm)
add("layer_norm", layer_norm("layer_norm"))
add("rms_norm", layer_norm("rms_norm"))
add("instance_norm", instance_norm)
add("normalize", normalize)
add(
    "local_response_norm",
    lambda g: program(f"y = {g.call('F.local_response_norm', zeros(g.shape(0, 5)), g.size(1, 4))}"),
)


# --- linear -----------------------------------------------------------------------------------------------------------


def linear(g: Gen) -> str:
    width, out = g.size(1, 4), g.size(1, 4)
    shape = (*g.shape(0, 3), g.near(width)) if g.chance(0.95) else ()
    weight = (out, width) if g.chance(0.95) else (width,)
    given = g.some({"bias": zeros((g.near(out, 0.05),))}, 0.3) if len(weight) == 2 else {}
    return program(f"y = {g.call('F.linear', zeros(shape), zeros(weight), **given)}")


def bilinear(g: Gen) -> str:
    one, two, out = g.size(1, 3), g.size(1, 3), g.size(1, 3)
    rows = g.shape(0, 2, 3)
    return program(
        f"y = {g.call('F.bilinear', zeros((*rows, g.near(one))), zeros((*rows, g.near(two))), zeros((out, one, two)))}"
    )


def embedding(g: Gen) -> str:
    weight = (4, 3) if not g.stray(0.05) else (4,)
    given = g.some({"padding_idx": g.pick(0, -1, 6)}, 0.3)
    g.count(given.get("padding_idx") == 6)
    return program(f"y = {g.call('F.embedding', some_tensor(g, 0, 3, 'int64'), zeros(weight), **given)}")


def one_hot(g: Gen) -> str:
    given = {"num_classes": g.pick(3, 5, 0)} if g.chance(0.8) else {}
    return program(f"y = {g.call('F.one_hot', some_tensor(g, 0, 3, 'int64'), **given)}")


add("linear", linear)
add("bilinear", bilinear)
add("embedding", embedding)
add("one_hot", one_hot, loose=True)
add("cosine_similarity", lambda g: program(cosine(g)))
add("pairwise_distance", lambda g: program(distance(g)))
add("pdist", lambda g: program(f"y = {g.call('F.pdist', some_tensor(g, 1, 3))}"))
add("cdist", lambda g: program(cdist(g)))


def cosine(g: Gen) -> str:
    shape = g.shape(1, 3)
    return f"y = {g.call('F.cosine_similarity', zeros(shape), zeros(g.broadcastable(shape)), **g.some({'dim': g.axis(len(shape))}))}"


def distance(g: Gen) -> str:
    shape = g.shape(0, 3)
    return (
        f"y = {g.call('F.pairwise_distance', zeros(shape), zeros(g.broadcastable(shape)), **g.some({'keepdim': True}))}"
    )


def cdist(g: Gen) -> str:
    width = g.size(1, 3)
    rows = g.shape(0, 2, 3)
    one, two = (*rows, g.size(1, 3), g.near(width)), (*(rows if g.chance(0.8) else rows[1:]), g.size(1, 3), width)
    return f"y = {g.call('torch.cdist', zeros(one), zeros(two[g.pick(0, 0, 0, 0, 1) :]))}"


# --- products ---------------------------------------------------------------------------------------------------------


def matmul(g: Gen) -> str:
    inner = g.size(1, 4)
    batch = g.shape(0, 2, 3)
    one = (*batch, g.size(1, 3), inner) if g.chance(0.8) else (inner,)
    two = (*g.broadcastable(batch), g.near(inner), g.size(1, 3)) if g.chance(0.8) else (g.near(inner),)
    if g.stray(0.03):
        one = ()
    form = g.pick(
        f"torch.matmul({zeros(one)}, {zeros(two)})",
        f"{zeros(one)} @ {zeros(two)}",
        f"{zeros(one)}.matmul({zeros(two)})",
    )
    return program(f"y = {form}")


def ranked(name: str, one: int, two: int) -> Program:
    def make(g: Gen) -> str:
        inner, batch = g.size(1, 4), g.size(1, 3)
        first = {1: (inner,), 2: (g.size(1, 3), inner), 3: (batch, g.size(1, 3), inner)}[one]
        second = {
            1: (g.near(inner),),
            2: (g.near(inner), g.size(1, 3)),
            3: (g.near(batch, 0.06), g.near(inner), g.size(1, 3)),
        }[two]
        if g.stray(0.08):
            first = g.pick((1, *first), first[1:])
        return program(called(g, name, "tm", zeros(first), zeros(second)))

    return make


def added(name: str, one: int, two: int) -> Program:
    def make(g: Gen) -> str:
        rows, inner, columns, batch = g.size(1, 3), g.size(1, 3), g.size(1, 3), g.size(1, 3)
        first = {1: (inner,), 2: (rows, inner), 3: (batch, rows, inner)}[one]
        second = {1: (g.near(inner),), 2: (g.near(inner), columns), 3: (batch, g.near(inner), columns)}[two]
        out = {
            "addmm": (rows, columns),
            "addmv": (rows,),
            "addr": (rows, columns),
            "baddbmm": (batch, rows, columns),
            "addbmm": (rows, columns),
        }[name]
        if name == "addr":
            first, second = (rows,), (columns,)
        form = g.pick("t", "m")
        return program(called(g, name, form, zeros(g.broadcastable(out) or out[-1:]), zeros(first), zeros(second)))

    return make


add("matmul", matmul)
for _name, _one, _two in (("mm", 2, 2), ("bmm", 3, 3), ("mv", 2, 1), ("dot", 1, 1), ("vdot", 1, 1)):
    add(_name, ranked(_name, _one, _two))
for _name, _one, _two in (("addmm", 2, 2), ("addmv", 2, 1), ("addr", 1, 1), ("baddbmm", 3, 3), ("addbmm", 3, 3)):
    add(_name, added(_name, _one, _two))
for _name in ("outer", "ger"):
    add(
        _name,
        lambda g, name=_name: program(
            called(g, name, "tm", zeros(g.shape(1, 1) if not g.stray(0.1) else g.shape(2, 2)), zeros(g.shape(1, 1)))
        ),
    )
add("inner", lambda g: program(inner(g)))
add("kron", lambda g: program(called(g, "kron", "tm", zeros(g.shape(0, 2, 3)), zeros(g.shape(0, 2, 3)))))
add("cross", lambda g: program(cross(g)))
add("einsum", lambda g: program(einsum(g)))
add("tensordot", lambda g: program(tensordot(g)))
add("multi_dot", lambda g: program(chain(g)))
add(
    "vecdot",
    lambda g: program(
        f"y = {g.call('torch.linalg.vecdot', zeros((2, 3)), zeros(g.pick((2, 3), (3,), (2,))), **g.some({'dim': g.axis(2)}))}"
    ),
)


def inner(g: Gen) -> str:
    size = g.size(1, 3)
    return called(
        g, "inner", "tm", zeros((*g.shape(0, 2), size)), zeros((*g.shape(0, 2), g.near(size)) if g.chance(0.9) else ())
    )


def cross(g: Gen) -> str:
    shape = (*g.shape(0, 2, 3), 3 if not g.stray(0.1) else 2)
    if g.chance(0.5):
        return f"y = {g.call('torch.linalg.cross', zeros(shape), zeros(g.broadcastable(shape)), **g.some({'dim': -1}))}"
    return called(g, "cross", "tm", zeros(shape), zeros(shape), dim=-1)


def einsum(g: Gen) -> str:
    equation = g.pick("ij,jk->ik", "bij,bjk->bik", "bhqd,bhkd->bhqk", "ij->ji", "ii->i", "ii", "i,j->ij", "...ij,...jk->...ik", "ij,ij->", "bij->bj",
                      "ij,jk", "bqhd,bkhd->bhqk", "ij->ik", "i j, j k -> i k")  # fmt: skip
    sizes: dict[str, int] = {}
    shapes = []
    for term in equation.replace(" ", "").partition("->")[0].split(","):
        shape = [g.size(1, 2) for _ in range(g.size(0, 2))] if "..." in term and not shapes else []
        if "..." in term and shapes:
            shape = list(shapes[0][:-2])
        shape += [g.near(sizes.setdefault(letter, g.size(1, 4)), 0.05) for letter in term.replace("...", "")]
        shapes.append(shape[: -1 if g.stray(0.03) and shape else None])
    operands = [zeros(shape) for shape in shapes]
    if g.chance(0.2):
        return f"y = torch.einsum({equation!r}, [{', '.join(operands)}])"
    return f"y = {g.call('torch.einsum', equation, *operands, bad=0)}"


def tensordot(g: Gen) -> str:
    shared = g.shape(1, 2, 3)
    one, two = (*g.shape(0, 2, 3), *shared), (*(g.near(size, 0.05) for size in shared), *g.shape(0, 2, 3))
    dims: Any = len(shared)
    if g.chance(0.4):
        dims = ([len(one) - 1], [len(shared) - 1])
    return f"y = {g.call('torch.tensordot', zeros(one), zeros(two), dims=dims, bad=0)}"


def chain(g: Gen) -> str:
    sizes = [g.size(1, 4) for _ in range(4)]
    parts = [zeros((a, g.near(b, 0.05))) for a, b in pairwise(sizes)]
    return f"y = torch.linalg.multi_dot([{', '.join(parts)}])"


# --- attention --------------------------------------------------------------------------------------------------------


def attention(g: Gen) -> str:
    batch = g.shape(0, 2, 3)
    width, queries, keys = g.size(1, 4), g.size(1, 4), g.size(1, 4)
    shapes = [(*batch, queries, width), (*batch, keys, g.near(width, 0.06)), (*batch, g.near(keys, 0.06), g.size(1, 4))]
    given = {}
    if g.chance(0.2):
        given["attn_mask"] = zeros(
            g.pick((queries, keys), (*batch, queries, keys), (queries, g.near(keys + 1, 0.0))), "bool"
        )
    elif g.chance(0.2):
        given["is_causal"] = True
    return program(f"y = {g.call('F.scaled_dot_product_attention', *map(zeros, shapes), **given)}")


add("scaled_dot_product_attention", attention)


# --- space ------------------------------------------------------------------------------------------------------------


def interpolate(g: Gen) -> str:
    n = g.pick(1, 2, 2, 3)
    modes = {
        1: ("nearest", "linear", "area"),
        2: ("nearest", "bilinear", "bicubic", "area"),
        3: ("nearest", "trilinear", "area"),
    }
    given: dict[str, Any] = g.pick(
        {"scale_factor": g.pick(2, 0.5, 1.5, 3)}, {"scale_factor": tuple(g.pick(2, 0.5, 1.7) for _ in range(n))}, {"size": g.per_axis(n, 1, 9)},
        {"size": g.size(1, 9)},
    )  # fmt: skip
    if g.chance(0.7):
        given["mode"] = g.choice(modes[n]) if not g.stray(0.08) else g.pick("linear", "bilinear", "trilinear", "cubic")
    if given.get("mode") in ("bilinear", "linear", "bicubic", "trilinear"):
        given |= g.some({"align_corners": g.chance(0.5)})
    elif g.stray(0.04):
        given["align_corners"] = True
    shape = (g.size(1, 2), g.size(1, 2), *(g.size(1, 5) for _ in range(n)))
    return program(f"y = {g.call('F.interpolate', zeros(shape if not g.stray(0.04) else shape[1:]), **given)}")


def pad(g: Gen) -> str:
    shape = g.shape(1, 5, 5)
    count = g.size(1, len(shape))
    given = (
        {"mode": g.pick("reflect", "replicate", "circular", "constant", "mirror")}
        if g.chance(0.5)
        else g.some({"value": 1.0}, 0.3)
    )
    if given.get("mode") in ("reflect", "replicate", "circular") and g.chance(0.8):
        count = max(min(len(shape) - g.pick(1, 2), 3), 1)
    pads = [g.randint(-1 if g.chance(0.15) else 0, 2) for _ in range(2 * count if not g.stray(0.04) else 2 * count + 1)]
    g.count(given.get("mode") == "mirror")
    return program(f"y = {g.call('F.pad', zeros(shape), g.pick(tuple(pads), pads), **given)}")


def grid_sample(g: Gen) -> str:
    n = g.pick(2, 2, 3)
    batch = g.size(1, 3)
    shape = (batch, g.size(1, 3), *(g.size(1, 4) for _ in range(n)))
    grid = (g.near(batch, 0.08), *(g.size(1, 4) for _ in range(n)), g.near(n, 0.08))
    given = g.some(
        {
            "mode": g.pick("nearest", "bilinear", "bicubic", "area"),
            "padding_mode": g.pick("border", "zeros", "wrap"),
            "align_corners": False,
        },
        0.4,
    )
    return program(f"y = {g.call('F.grid_sample', zeros(shape), zeros(grid), **given)}")


def affine_grid(g: Gen) -> str:
    n = g.pick(2, 2, 3)
    batch = g.size(1, 3)
    theta = (g.near(batch, 0.06), g.near(n, 0.05), n + 1)
    size = (batch, *(g.size(1, 4) for _ in range(n + 1 if not g.stray(0.05) else 2)))
    return program(f"y = {g.call('F.affine_grid', zeros(theta), g.pick(size, list(size)), align_corners=False)}")


def shuffle(g: Gen) -> str:
    factor = g.pick(1, 2, 2, 3)
    if g.chance(0.5):
        shape = (*g.shape(0, 2, 3), g.near(factor**2 * g.size(1, 2)), g.size(1, 3), g.size(1, 3))
        return program(f"y = {g.call('F.pixel_shuffle', zeros(shape), factor)}")
    shape = (*g.shape(0, 2, 3), g.size(1, 2), g.near(factor * g.size(1, 3)), factor * g.size(1, 3))
    return program(f"y = {g.call('F.pixel_unshuffle', zeros(shape), factor)}")


def columns(g: Gen) -> str:
    given = g.some(
        {"dilation": g.per_axis(2, 1, 2), "padding": g.per_axis(2, 0, 1), "stride": g.per_axis(2, 1, 2)}, 0.4
    )
    return program(f"y = {g.call('F.unfold', zeros(image(g, 2, 2, 1, 7)), g.per_axis(2, 1, 3), **given)}")


add("interpolate", interpolate)
add("pad", pad)
add("grid_sample", grid_sample)
add("affine_grid", affine_grid)
add("pixel_shuffle", shuffle)
add("F.unfold", columns)
add(
    "channel_shuffle",
    lambda g: program(
        f"y = {g.call('F.channel_shuffle', zeros((1, g.pick(4, 6, 3), *g.shape(0, 2))), g.pick(1, 2, 3))}"
    ),
)


# --- losses -----------------------------------------------------------------------------------------------------------


def loss(name: str, target: str = "") -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 3)
        other = shape if g.chance(0.8) else g.broadcastable(shape)
        return program(
            f"y = {g.call(f'F.{name}', zeros(shape), ones(other), **g.some({'reduction': g.pick('none', 'sum', 'mean')}))}"
        )

    return make


def classes(name: str) -> Program:
    def make(g: Gen) -> str:
        rest, batch, count = g.shape(0, 2, 3), g.size(1, 3), g.size(1, 4)
        target = (g.near(batch, 0.08), *rest)
        given = g.some(
            {"reduction": g.pick("none", "sum"), "weight": ones((g.near(count, 0.06),)), "ignore_index": 255}, 0.3
        )
        return program(f"y = {g.call(f'F.{name}', zeros((batch, count, *rest)), zeros(target, 'int64'), **given)}")

    return make


for _name in ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "kl_div", "soft_margin_loss", "poisson_nll_loss", "hinge_embedding_loss",
              "binary_cross_entropy", "binary_cross_entropy_with_logits", "multilabel_soft_margin_loss"):  # fmt: skip
    add(_name, loss(_name))
for _name in ("cross_entropy", "nll_loss"):
    add(_name, classes(_name))
add("ctc_loss", lambda g: program(ctc(g)))


def ctc(g: Gen) -> str:
    batch = g.size(1, 3)
    lengths = f"torch.tensor([{', '.join(['4'] * batch)}])", f"torch.tensor([{', '.join(['2'] * batch)}])"
    given = g.some({"reduction": g.pick("none", "sum")})
    return f"y = {g.call('F.ctc_loss', zeros((4, batch, 5)), ones((batch, 2), 'int64'), *map(Text, lengths), bad=0, **given)}"


# --- making -----------------------------------------------------------------------------------------------------------


def filled(g: Gen) -> str:
    shape = g.shape(0, 3)
    name = g.pick("zeros", "ones", "empty", "rand", "randn")
    sizes = g.pick(", ".join(map(str, shape)) or "()", repr(shape), f"size={shape}", repr(list(shape)))
    options = g.pick(
        "",
        ", dtype=torch.float64",
        ", device='cpu'",
        ", requires_grad=True",
        ", dtype=torch.long" if name in ("zeros", "ones") else "",
    )
    if g.stray(0.06):
        sizes = g.pick("2.0", "-1", "'3'", "None", "2, 3.5")
    return program(f"y = torch.{name}({sizes}{options})")


def like(g: Gen) -> str:
    name = g.pick("zeros_like", "ones_like", "empty_like", "rand_like", "randn_like")
    return program(f"y = {g.call(f'torch.{name}', some_tensor(g), **g.some({'dtype': Text('torch.float64')}))}")


def arange(g: Gen) -> str:
    args = g.pick((g.size(0, 9),), (g.size(0, 4), g.size(4, 9)), (g.size(0, 4), g.size(4, 12), g.size(1, 4)), (0, 1, 0.25), (9, 0, -2), (5.0,),
                  (0, 5, -1) if g.stray(0.5) else (1, 5))  # fmt: skip
    return program(f"y = {g.call('torch.arange', *args, **g.some({'dtype': Text('torch.float32')}, 0.3))}")


def from_data(g: Gen) -> str:
    data = g.pick("3", "2.5", "True", "[1, 2, 3]", "[[1.0, 2.0], [3.0, 4.0]]", "[]", "[[1], [2]]", "(1, 2.5)", "range(4)", "[True, False]",
                  "[[1, 2], [3, 4.5]]", "[torch.tensor(1.0), torch.tensor(2.0)]")  # fmt: skip
    name = g.pick("tensor", "as_tensor", "tensor", "asarray") if "torch" not in data else "tensor"
    return program(f"y = torch.{name}({data}{g.pick('', '', ', dtype=torch.float64')})")


def random_numbers(g: Gen) -> str:
    shape = g.shape(0, 3)
    form = g.pick(f"torch.randint(5, {shape})", f"torch.randint(1, 5, {shape})", f"torch.randint(0, 9, size={shape})", f"torch.randint(high=3, size={shape})",
                  f"torch.randperm({g.size(1, 6)})", f"torch.normal(0.0, 1.0, {shape})", f"torch.normal(0.0, 1.0, size={shape})",
                  f"torch.normal({zeros(shape)}, 1.0)", f"torch.randint({shape})" if g.stray(0.3) else "torch.randperm(3)",
                  f"torch.bernoulli({zeros(shape)})", f"torch.full({shape}, 3)", f"torch.full({shape}, 0.5)", f"torch.poisson({zeros(shape)})")  # fmt: skip
    return program(f"y = {form}")


SIGNATURES = (
    "torch.arange()", "torch.arange(end=3)", "torch.arange(start=3)", "torch.arange(3, step=2)", "torch.arange(1, step=2, end=5)",
    "torch.arange(start=0, end=3)", "torch.arange(0, end=3)", "torch.arange(0, 3, 1, 2)", "torch.arange(None)", "torch.arange('3')",
    "torch.arange([3])", "torch.arange(torch.tensor(3))", "torch.arange(0, None)", "torch.arange(3, dtype=torch.int32)",
    "torch.randint(3)", "torch.randint((2,))", "torch.randint(3, 2)", "torch.randint(1, 3, 2)", "torch.randint(1, 3, (2,))",
    "torch.randint(1, high=3, size=(2,))", "torch.randint(low=1, size=(2,))", "torch.randint(size=(2,))", "torch.randint(high=3)",
    "torch.randint([3], [2])", "torch.randint(3, [2])", "torch.randint(1, 2, 3, (2,))", "torch.randint(0, torch.tensor(3), (2,))",
    "torch.randint(2.0, (2,))", "torch.randint(0, 3, (2,), dtype=torch.int32)", "torch.randint(0, 3, (2,), names=None)",
    "torch.where(torch.zeros(2) > 0, 1.0)", "torch.where(torch.zeros(2) > 0, torch.zeros(2))", "torch.where(torch.zeros(2) > 0, other=1.0)",
    "torch.where(torch.zeros(2) > 0, 1, torch.zeros(2))",
)  # fmt: skip
"""Calls of functions that PyTorch has under several signatures, and calls that fit none of them."""


def other_making(g: Gen) -> str:
    return program("y = " + g.pick(
        f"torch.eye({g.size(1, 4)})", f"torch.eye({g.size(1, 4)}, {g.size(1, 4)})", f"torch.linspace(0, 1, {g.size(1, 6)})",
        f"torch.linspace(0, 1, steps={g.size(1, 6)})", f"torch.logspace(0, 1, {g.size(1, 6)})", f"torch.hann_window({g.size(1, 6)})",
        f"torch.range(0, {g.size(1, 6)})", "torch.tril_indices(3, 3).shape[0]", f"torch.Tensor({g.size(1, 3)}, {g.size(1, 3)})",
        "torch.FloatTensor([1, 2, 3])", "torch.LongTensor([[1, 2]])", f"torch.FloatTensor({g.size(1, 3)}, 2)", "torch.Tensor([1, 2])",
        f"{zeros((2,), 'int64')}.new_zeros({g.size(1, 3)}, 2)", f"{zeros((2,))}.new_full((2, 3), 1.0)", f"{zeros((2,))}.new_ones((3,))",
        f"{zeros((2,))}.new_tensor([1.0, 2.0])", f"{zeros((2,))}.new_empty({g.size(1, 3)})", "torch.scalar_tensor(3)",
        "torch.vander(torch.zeros(3))", "torch.vander(torch.zeros(3), N=2)", "[torch.linspace(0, 1, 3)[1].item()]", "torch.arange(4).tolist()",
        "[int(v) for v in torch.tensor([2, 3])]", "torch.zeros(torch.tensor([2, 3])[1].item())",
    ))  # fmt: skip


def meshgrid(g: Gen) -> str:
    parts = ", ".join(zeros(g.shape(1, 1) if not g.stray(0.06) else (2, 2)) for _ in range(g.size(1, 3)))
    return program(
        f"y = list(torch.meshgrid({g.pick(parts, f'[{parts}]')}{g.pick('', ', indexing=' + repr('ij'), ', indexing=' + repr('xy'))}))"
    )


add("filled", filled)
add("like", like)
add("arange", arange)
add("from data", from_data)
add("random numbers", random_numbers)
add("several signatures", lambda g: program(f"y = {g.choice(SIGNATURES)}"))
add("other making", other_making)
add("meshgrid", meshgrid)


# --- linear algebra ---------------------------------------------------------------------------------------------------


def eye(g: Gen, square: float = 0.9) -> Text:
    """A stack of matrices that can be inverted, mostly square ones."""
    n = g.size(1, 4)
    m = n if g.chance(square) else g.size(1, 4)
    batch = g.shape(0, 1, 3)
    if g.stray(0.04):
        return zeros((n,))
    return Text(f"torch.eye({n}, {m}){f'.repeat({batch[0]}, 1, 1)' if batch else ''}")


SQUARE = (
    "inv",
    "cholesky",
    "det",
    "slogdet",
    "eig",
    "eigvals",
    "eigh",
    "eigvalsh",
    "matrix_exp",
    "cholesky_ex",
    "inv_ex",
)
for _name in SQUARE:
    add(f"linalg.{_name}", lambda g, name=_name: program(f"y = {g.call(f'torch.linalg.{name}', eye(g))}"))
for _name in ("pinv", "svd", "svdvals", "qr", "lu", "lu_factor", "matrix_rank", "cond"):
    add(f"linalg.{_name}", lambda g, name=_name: program(f"y = {g.call(f'torch.linalg.{name}', eye(g, 0.5))}"))
for _name in ("inverse", "det", "logdet", "slogdet", "cholesky", "matrix_exp"):
    add(_name, lambda g, name=_name: program(called(g, name, "tm", eye(g))))
for _name in ("pinverse", "svd", "qr"):
    add(_name, lambda g, name=_name: program(called(g, name, "tm", eye(g, 0.5))))
add("linalg.svd reduced", lambda g: program(f"y = torch.linalg.svd({eye(g, 0.5)}, full_matrices={g.chance(0.5)})"))
add("linalg.qr modes", lambda g: program(f"y = torch.linalg.qr({eye(g, 0.5)}, {g.pick('reduced', 'complete', 'r')!r})"))
add("linalg.matrix_power", lambda g: program(f"y = {g.call('torch.linalg.matrix_power', eye(g), g.pick(0, 2, -1))}"))
add("linalg.solve", lambda g: program(solve(g)))
add("linalg.lstsq", lambda g: program(lstsq(g)))
add(
    "linalg.matrix_norm",
    lambda g: program(
        f"y = {g.call('torch.linalg.matrix_norm', some_tensor(g, 1, 4), **g.some({'keepdim': True}, 0.3))}"
    ),
)


def solve(g: Gen) -> str:
    n = g.size(2, 4)
    batch = g.shape(0, 1, 3)
    a = f"torch.eye({n}){f'.repeat({batch[0]}, 1, 1)' if batch else ''}"
    b = g.pick((*batch, g.near(n), g.size(1, 3)), (*batch, g.near(n)), (g.near(n), 2))
    return f"y = torch.linalg.solve({a}, {zeros(b)})"


def lstsq(g: Gen) -> str:
    rows, columns = g.size(2, 4), g.size(1, 4)
    return f"y = torch.linalg.lstsq(torch.eye({rows}, {columns}), {zeros((g.near(rows), g.size(1, 3)))}).solution"


# --- transforms -------------------------------------------------------------------------------------------------------


def transform(name: str) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(1, 3)
        dtype = "complex64" if name in ("irfft", "hfft") else ""
        return program(
            f"y = {g.call(f'torch.fft.{name}', zeros(shape, dtype), **g.some({'n': g.size(1, 6), 'dim': g.axis(len(shape))}))}"
        )

    return make


def transforms(name: str) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(2, 3)
        dtype = "complex64" if name.startswith(("irfft", "hfft")) else ""
        given = g.some({"dim": (g.axis(len(shape), 0.04), g.axis(len(shape), 0.04))}, 0.3)
        if g.chance(0.3):
            given["s"] = (g.size(1, 5), g.size(1, 5))
        return program(f"y = {g.call(f'torch.fft.{name}', zeros(shape, dtype), **given)}")

    return make


for _name in ("fft", "ifft", "rfft", "irfft", "hfft", "ihfft"):
    add(f"fft.{_name}", transform(_name))
for _name in (
    "fft2",
    "ifft2",
    "rfft2",
    "irfft2",
    "hfft2",
    "ihfft2",
    "fftn",
    "ifftn",
    "rfftn",
    "irfftn",
    "hfftn",
    "ihfftn",
):
    add(f"fft.{_name}", transforms(_name))
add("fft.fftfreq", lambda g: program(f"y = {g.call('torch.fft.' + g.pick('fftfreq', 'rfftfreq'), g.size(1, 7))}"))
add("fft.fftshift", lambda g: program(f"y = {g.call('torch.fft.fftshift', some_tensor(g, 1, 3))}"))
add("stft", lambda g: program(stft(g)))


def stft(g: Gen) -> str:
    shape = (*g.shape(0, 1, 3), g.size(8, 20))
    given: dict[str, Any] = g.some(
        {"hop_length": g.size(1, 4), "center": g.chance(0.5), "onesided": g.chance(0.5)}, 0.5
    )
    if g.chance(0.9):
        given["return_complex"] = g.chance(0.7)
    n_fft = g.pick(4, 8, 6) if not g.stray(0.08) else 40
    return called(g, "stft", "tm", zeros(shape), n_fft, window=Text(f"torch.ones({n_fft})"), **given)
