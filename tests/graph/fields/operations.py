"""The operations that generated networks are made of. Each takes a program and a value, adds lines to it, and gives the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from graph.fields.program import Program, Value

Operation = Callable[[Program, Value], Value]

LETTERS = "dhw"


def several(p: Program, low: int, high: int) -> tuple[int, ...]:
    """A whole number for each axis."""
    return tuple(p.rng.randint(low, high) for _ in range(p.dims))


def written(values: Sequence[int]) -> str:
    """An argument with one entry an axis."""
    return str(values[0]) if len(set(values)) == 1 else str(tuple(values))


def reaches(kernel: Sequence[int], dilation: Sequence[int], padding: Sequence[int]) -> list[int]:
    """How far windows read, padding counted in."""
    return [d * (k - 1) + 1 + abs(pad) for k, d, pad in zip(kernel, dilation, padding, strict=True)]


def at_space(p: Program, parts: Sequence[str]) -> str:
    """An index of the spatial axes."""
    return f"[:, :, {', '.join(parts)}]"


def mixed(p: Program, x: Value, width: int) -> Value:
    """A convolution of one position, which mixes all channels."""
    made = p.module(f"nn.Conv{p.dims}d({p.width(x)}, {width}, 1, bias=False)")
    return p.read(x, f"{made}({x.name})")


def conv(p: Program, x: Value) -> Value:
    kernel, dilation = several(p, 1, 5 - p.dims + 1), several(p, 1, 3 if p.dims == 1 else 2)
    stride = several(p, 1, 3) if p.rng.random() < 0.4 else (1,) * p.dims
    padding = several(p, 0, 2)
    width, groups = p.rng.choice([2, 2, 4]), 1
    mode = p.rng.choice(["zeros", "zeros", "reflect", "replicate", "circular"])
    text = written(padding)
    if p.rng.random() < 0.2:
        stride, text = (1,) * p.dims, '"same"'
        padding = tuple(k * d for k, d in zip(kernel, dilation, strict=True))
    if p.rng.random() < 0.2:
        groups = p.width(x)
        width = groups * p.rng.randint(1, 2)
    arguments = (
        f"{written(kernel)}, stride={written(stride)}, padding={text}, dilation={written(dilation)}, groups={groups}"
    )
    made = p.module(f'nn.Conv{p.dims}d({p.width(x)}, {width}, {arguments}, padding_mode="{mode}")')
    return p.read(x, f"{made}({x.name})", stride, reaches(kernel, dilation, padding))


def pool(p: Program, x: Value) -> Value:
    kernel = several(p, 1, 4 - p.dims // 2)
    stride = several(p, 1, 3) if p.rng.random() < 0.7 else kernel
    padding = tuple(p.rng.randint(0, k // 2) for k in kernel)
    kind = p.rng.choice(["Max", "Max", "Avg", "LP"])
    dilation = several(p, 1, 2) if kind == "Max" else (1,) * p.dims
    ceil = p.rng.choice(["True", "False"])
    arguments = f"{written(kernel)}, stride={written(stride)}, ceil_mode={ceil}"
    if kind == "LP":
        made = p.module(f"nn.LPPool{p.dims}d(2, {arguments})")
        padding = (0,) * p.dims
    elif kind == "Max":
        made = p.module(f"nn.MaxPool{p.dims}d({arguments}, padding={written(padding)}, dilation={written(dilation)})")
    else:
        made = p.module(f"nn.AvgPool{p.dims}d({arguments}, padding={written(padding)})")
    return p.read(
        x, f"{made}({x.name})", stride, [r + s for r, s in zip(reaches(kernel, dilation, padding), stride, strict=True)]
    )


def halved(p: Program, x: Value) -> Value:
    made = p.module(f"nn.{p.rng.choice(['Max', 'Avg'])}Pool{p.dims}d(2)")
    return p.read(x, f"{made}({x.name})", (2,) * p.dims, (2,) * p.dims)


def conv_transpose(p: Program, x: Value) -> Value:
    kernel, stride = several(p, 1, 4), several(p, 1, 3 if p.dims == 1 else 2)
    dilation = several(p, 1, 2) if p.rng.random() < 0.3 else (1,) * p.dims
    padding = several(p, 0, 1)
    extra = tuple(p.rng.randint(0, max(s, d) - 1) for s, d in zip(stride, dilation, strict=True))
    arguments = f"stride={written(stride)}, padding={written(padding)}, output_padding={written(extra)}, dilation={written(dilation)}"
    made = p.module(f"nn.ConvTranspose{p.dims}d({p.width(x)}, 2, {written(kernel)}, {arguments})")
    reach = [Fraction(r, s) + 1 for r, s in zip(reaches(kernel, dilation, padding), stride, strict=True)]
    return p.read(x, f"{made}({x.name})", [Fraction(1, s) for s in stride], reach)


def resized(p: Program, x: Value) -> Value:
    linear = {1: "linear", 2: "bilinear", 3: "trilinear"}[p.dims]
    mode = p.rng.choice(["nearest", "nearest-exact", linear, linear, "area", "bicubic" if p.dims == 2 else linear])
    scale = p.rng.choice(
        [Fraction(2), Fraction(3), Fraction(3, 2), Fraction(1, 2), Fraction(5, 4), Fraction(1, 4), Fraction(3, 4)]
    )
    corners = ", align_corners=True" if mode in (linear, "bicubic") and p.rng.random() < 0.2 else ""
    if not corners and mode in ("bilinear", "bicubic") and p.rng.random() < 0.2:
        corners = ", antialias=True"
    sizes = [int(n * scale) for n in p.space(x)]
    pace = [Fraction(n, m) for n, m in zip(p.space(x), sizes, strict=True)]
    given = f"scale_factor={float(scale)}"
    if p.rng.random() < 0.4 or mode == "area":
        given = f"size={tuple(sizes)}"
    elif not corners:
        pace = [1 / scale] * p.dims
    if "corners" in corners:
        pace = [Fraction(n - 1, m - 1) for n, m in zip(p.space(x), sizes, strict=True)]
    return p.read(x, f'F.interpolate({x.name}, {given}, mode="{mode}"{corners})', pace, [4 + 4 * rate for rate in pace])


def doubled(p: Program, x: Value) -> Value:
    """Twice the size, one of many ways."""
    way = p.rng.randint(0, 4)
    half, reach = [Fraction(1, 2)] * p.dims, (2,) * p.dims
    if way == 0:
        kernel = p.rng.choice([2, 3, 4])
        extra = "output_padding=1, " if kernel == 3 else ""
        made = p.module(
            f"nn.ConvTranspose{p.dims}d({p.width(x)}, 2, {kernel}, {extra}stride=2, padding={(kernel - 1) // 2})"
        )
        return p.read(x, f"{made}({x.name})", half, reach)
    if way == 1:
        made = p.module(f'nn.Upsample(scale_factor=2, mode="{ {1: "linear", 2: "bilinear", 3: "trilinear"}[p.dims] }")')
        return p.read(x, f"{made}({x.name})", half, reach)
    if way == 2:
        return depth_to_space(p, x)
    if way == 3 and p.dims == 2:
        made = p.module("nn.PixelShuffle(2)")
        wide = mixed(p, x, 8)
        return p.read(wide, f"{made}({wide.name})", half, reach)
    made = p.module('nn.Upsample(scale_factor=2, mode="nearest")')
    return p.read(x, f"{made}({x.name})", half, reach)


def depth_to_space(p: Program, x: Value) -> Value:
    """Channels laid out in space by reshape and permute."""
    wide = mixed(p, x, 2 * 2**p.dims)
    space = p.space(x)
    order = [0, 1, *(axis for n in range(p.dims) for axis in (2 + p.dims + n, 2 + n))]
    first = p.read(
        wide, f"{wide.name}.reshape({', '.join(map(str, (1, 2, *[2] * p.dims, *space)))})".replace("(1,", "(-1,")
    )
    second = p.read(first, f"{first.name}.permute({', '.join(map(str, order))})")
    shape = ", ".join(map(str, (-1, 2, *(2 * n for n in space))))
    return p.read(second, f"{second.name}.reshape({shape})", [Fraction(1, 2)] * p.dims)


def space_to_depth(p: Program, x: Value) -> Value:
    """Blocks of space laid out in the channels, by hand or by PixelUnshuffle, and mixed."""
    f = p.rng.choice([2, 3])
    x = cropped_to(p, x, [n // f * f for n in p.space(x)])
    space, width = p.space(x), p.width(x)
    if p.dims == 2 and p.rng.random() < 0.5:
        made = p.module(f"nn.PixelUnshuffle({f})")
        folded = p.read(x, f"{made}({x.name})", (f,) * p.dims, (f,) * p.dims)
        return mixed(p, folded, 2)
    parts = ", ".join(f"{n // f}, {f}" for n in space)
    cut = p.read(x, f"{x.name}.view(-1, {width}, {parts})")
    order = [0, *(2 + 2 * n for n in range(p.dims)), 1, *(3 + 2 * n for n in range(p.dims))]
    patches = p.read(cut, f"{cut.name}.permute({', '.join(map(str, order))})")
    flat = p.read(patches, f"{patches.name}.reshape(-1, {', '.join(str(n // f) for n in space)}, {width * f**p.dims})")
    made = p.module(f"nn.Linear({width * f**p.dims}, 2)")
    read = p.read(flat, f"{made}({flat.name})", (f,) * p.dims, (f,) * p.dims)
    return p.read(read, f"{read.name}.movedim(-1, 1)")


def tokens(p: Program, x: Value) -> Value:
    """A patch embedding: a convolution of its own width, flattened, normalised, and laid out in space again."""
    f = p.rng.choice([2, 3])
    made = p.module(f"nn.Conv{p.dims}d({p.width(x)}, 4, {f}, stride={f})")
    patches = p.read(x, f"{made}({x.name})", (f,) * p.dims, (f,) * p.dims)
    norm, space = p.module("nn.LayerNorm(4)"), p.space(patches)
    flat = p.read(patches, f"{norm}({patches.name}.flatten(2).transpose(1, 2))")
    return p.read(flat, f"{flat.name}.transpose(1, 2).unflatten(2, ({', '.join(map(str, space))},))")


def padded(p: Program, x: Value) -> Value:
    ends = [p.rng.randint(-2, 3) for _ in range(2 * p.dims)]
    mode = p.rng.choice(["constant", "constant", "reflect", "replicate", "circular"])
    if mode != "constant":
        ends = [max(end, 0) for end in ends]
    reach = [abs(ends[-2 * n - 2]) + abs(ends[-2 * n - 1]) for n in range(p.dims)]
    return p.read(x, f'F.pad({x.name}, {tuple(ends)}, mode="{mode}")', (), reach)


def causal(p: Program, x: Value) -> Value:
    """Padding on one side, and a window that looks back."""
    k, d = p.rng.randint(2, 3), p.rng.randint(1, 2)
    ends = ", ".join([f"{d * (k - 1)}, 0"] + ["0, 0"] * (p.dims - 1))
    back = p.read(x, f"F.pad({x.name}, ({ends}))", (), (d * k,) * p.dims)
    kernel = (1,) * (p.dims - 1) + (k,)
    made = p.module(f"nn.Conv{p.dims}d({p.width(x)}, 2, {written(kernel)}, dilation={d})")
    return p.read(back, f"{made}({back.name})", (), (d * k,) * p.dims)


def sliced(p: Program, x: Value) -> Value:
    starts, ends = several(p, 0, 3), several(p, 0, 3)
    steps = several(p, 1, 2) if p.rng.random() < 0.6 else (1,) * p.dims
    parts = [f"{a}:{f'-{b}' if b else ''}:{s}" for a, b, s in zip(starts, ends, steps, strict=True)]
    return p.read(x, x.name + at_space(p, parts), steps, [a + b + 1 for a, b in zip(starts, ends, strict=True)])


def narrowed(p: Program, x: Value) -> Value:
    axis = p.rng.randrange(p.dims)
    start, n = p.rng.randint(0, 2), p.space(x)[axis]
    reach = [3 if k == axis else 0 for k in range(p.dims)]
    if p.rng.random() < 0.5:
        return p.read(x, f"{x.name}.narrow({axis + 2}, {start}, {n - start})", (), reach)
    return p.read(x, f"torch.split({x.name}, [{start}, {n - start}], {axis + 2})[1]", (), reach)


def interleaved(p: Program, x: Value) -> Value:
    axis, count = p.rng.randrange(p.dims), p.rng.randint(2, 3)
    rate = [Fraction(1, count) if k == axis else 1 for k in range(p.dims)]
    return p.read(x, f"{x.name}.repeat_interleave({count}, {axis + 2})", rate)


def windows(p: Program, x: Value) -> Value:
    """`Tensor.unfold` along one axis, its windows averaged."""
    axis, size, step = p.rng.randrange(p.dims), p.rng.randint(2, 3), p.rng.randint(1, 2)
    strides, reach = (
        [step if k == axis else 1 for k in range(p.dims)],
        [size if k == axis else 0 for k in range(p.dims)],
    )
    return p.read(x, f"{x.name}.unfold({axis + 2}, {size}, {step}).mean(-1)", strides, reach)


def rolled(p: Program, x: Value) -> Value:
    shifts = several(p, -3, 3)
    axes = tuple(range(2, 2 + p.dims))
    there = p.read(x, f"torch.roll({x.name}, {shifts}, {axes})", (), [abs(n) for n in shifts])
    read = conv(p, there)
    if p.rng.random() < 0.5:
        return read
    return p.read(read, f"torch.roll({read.name}, {tuple(-n for n in shifts)}, {axes})", (), [abs(n) for n in shifts])


def flipped(p: Program, x: Value) -> Value:
    """Turned round, read, and turned back, or not."""
    axes = p.rng.sample(range(2, 2 + p.dims), p.rng.randint(1, p.dims))
    there = p.read(x, f"{x.name}.flip({', '.join(map(str, axes))})")
    read = conv(p, there)
    return p.read(read, f"torch.flip({read.name}, {tuple(axes)})") if p.rng.random() < 0.8 else read


def adaptive(p: Program, x: Value) -> Value:
    share = [
        p.rng.choice([Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(3, 4), Fraction(5, 4)])
        for _ in range(p.dims)
    ]
    sizes = [int(n * s) for n, s in zip(p.space(x), share, strict=True)]
    made = p.module(
        f"nn.Adaptive{p.rng.choice(['Avg', 'Max'])}Pool{p.dims}d({tuple(sizes) if p.dims > 1 else sizes[0]})"
    )
    pace = [Fraction(n, m) for n, m in zip(p.space(x), sizes, strict=True)]
    return p.read(x, f"{made}({x.name})", pace, [rate + 2 for rate in pace])


def unfolded(p: Program, x: Value) -> Value:
    """Windows as columns, mixed, and folded back or laid out in space."""
    if p.dims != 2:
        return windows(p, x)
    kernel, stride, padding = several(p, 2, 3), several(p, 1, 2), several(p, 0, 1)
    arguments = f"kernel_size={kernel}, stride={stride}, padding={padding}"
    columns = p.line(f"F.unfold({x.name}, {arguments})")
    count = [(n + 2 * a - k) // s + 1 for n, k, s, a in zip(p.space(x), kernel, stride, padding, strict=True)]
    width = p.width(x) * kernel[0] * kernel[1]
    made = p.module(f"nn.Conv1d({width}, {width}, 1)")
    reach = reaches(kernel, (1, 1), padding)
    if p.rng.random() < 0.5:
        space = p.space(x)
        both = [2 * r for r in reach]
        return p.read(x, f"F.fold({made}({columns}), {tuple(space)}, {arguments})", (), both)
    return p.read(x, f"{made}({columns}).view(-1, {width}, {count[0]}, {count[1]})", stride, reach)


def unpooled(p: Program, x: Value) -> Value:
    """Maxima put back where they came from."""
    k = p.rng.choice([2, 3])
    made, back = p.module(f"nn.MaxPool{p.dims}d({k}, return_indices=True)"), p.module(f"nn.MaxUnpool{p.dims}d({k})")
    both = p.line(f"{made}({x.name})")
    pooled = p.read(x, f"{both}[0]", (k,) * p.dims, (k,) * p.dims)
    return p.read(pooled, f"{back}({pooled.name}, {both}[1])", [Fraction(1, k)] * p.dims)


def attended(p: Program, x: Value) -> Value:
    """Attention in windows, shifted or not."""
    w = p.rng.choice([2, 3, 4])
    x = cropped_to(p, x, [n // w * w for n in p.space(x)])
    space, width, shift = p.space(x), p.width(x), p.rng.choice([0, w // 2])
    axes, rank = tuple(range(2, 2 + p.dims)), p.dims
    if shift:
        x = p.read(x, f"torch.roll({x.name}, {(-shift,) * rank}, {axes})", (), (shift,) * rank)
    parts = ", ".join(f"{n // w}, {w}" for n in space)
    cut = p.line(f"{x.name}.view(-1, {width}, {parts})")
    order = [0, *(2 + 2 * n for n in range(rank)), *(3 + 2 * n for n in range(rank)), 1]
    inside = p.line(f"{cut}.permute({', '.join(map(str, order))}).reshape(-1, {w**rank}, {width})")
    if p.rng.random() < 0.5:
        made = p.module(f"nn.MultiheadAttention({width}, 1, batch_first=True)")
        seen = p.line(f"{made}({inside}, {inside}, {inside})[0]")
    else:
        seen = p.line(f"F.scaled_dot_product_attention({inside}, {inside}, {inside})")
    back = p.line(f"{seen}.view(-1, {', '.join(str(n // w) for n in space)}, {', '.join([str(w)] * rank)}, {width})")
    order = [0, 1 + 2 * rank, *(axis for n in range(rank) for axis in (1 + n, 1 + rank + n))]
    laid = f"{back}.permute({', '.join(map(str, order))}).reshape(-1, {width}, {', '.join(map(str, space))})"
    result = p.read(x, laid, (), (2 * w,) * rank)
    return (
        p.read(result, f"torch.roll({result.name}, {(shift,) * rank}, {axes})", (), (shift,) * rank)
        if shift
        else result
    )


def gated(p: Program, x: Value) -> Value:
    """Squeeze and excitation: scaled by what a pooled branch says."""
    width, axes = p.width(x), tuple(range(2, 2 + p.dims))
    one = p.line(p.rng.choice([f"F.adaptive_avg_pool{p.dims}d({x.name}, 1)", f"{x.name}.mean({axes}, keepdim=True)"]))
    made = p.module(f"nn.Conv{p.dims}d({width}, {width}, 1)")
    return p.read(x, f"{x.name} * torch.sigmoid({made}({one}))")


def plain(p: Program, x: Value) -> Value:
    """What changes no field."""
    width, n = p.width(x), p.dims
    made = p.module(p.rng.choice([f"nn.BatchNorm{n}d({width})", "nn.ReLU()", "nn.GELU()", "nn.Dropout(0.1)", f"nn.GroupNorm(1, {width})",
                                  f"nn.InstanceNorm{n}d({width})", "nn.LeakyReLU(0.1)", "nn.Identity()"]))  # fmt: skip
    return p.read(x, f"{made}({x.name})")


def cropped_to(p: Program, x: Value, sizes: Sequence[int], starts: Sequence[int] | None = None) -> Value:
    """The same map cut down to these sizes."""
    starts = starts or [0] * p.dims
    if list(sizes) == p.space(x) and not any(starts):
        return x
    more = [max(n - m, 0) + a for n, m, a in zip(p.space(x), sizes, starts, strict=True)]
    return p.read(x, x.name + at_space(p, [f"{a}:{a + n}" for a, n in zip(starts, sizes, strict=True)]), (), more)


ANY: Sequence[Operation] = (
    conv, conv, conv, pool, pool, conv_transpose, conv_transpose, resized, resized, doubled, depth_to_space, space_to_depth, tokens, padded,
    causal, sliced, narrowed, interleaved, windows, rolled, flipped, adaptive, unfolded, unpooled, attended, gated, plain, halved,
)  # fmt: skip
