"""Operations of generated networks in which every position reads all of one or more axes, or of windows laid out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from graph.fields.operations import Operation, halved, mixed, several, written
from graph.fields.program import Program, Value

MOST_POSITIONS = 130


def some_axes(p: Program) -> list[int]:
    """One or more spatial axes of the tensor, in order."""
    return sorted(p.rng.sample(range(2, 2 + p.dims), p.rng.randint(1, p.dims)))


def few(p: Program, x: Value) -> Value:
    """The map, pooled until all pairs of its positions can be looked at."""
    while prod(p.space(x)) > MOST_POSITIONS:
        x = halved(p, x)
    return x


def weight(p: Program, *sizes: int) -> str:
    """The name of a weight of these sizes."""
    return p.module(f"nn.Parameter(torch.ones({', '.join(map(str, sizes))}))")


def spectral(p: Program, x: Value) -> Value:
    """There and back by a Fourier transform, filtered in between; or there alone."""
    axes = tuple(some_axes(p))
    at, sizes = f"dim={axes}", tuple(p.space(x)[axis - 2] for axis in axes)
    way = p.rng.randint(0, 3)
    if way == 0:
        seen = p.line(f"torch.fft.rfftn({x.name}, {at})")
        return p.read(x, f"torch.fft.irfftn({seen} * {weight(p, p.width(x), *[1] * p.dims)}, s={sizes}, {at})")
    if way == 1:
        seen = p.line(f"torch.fft.fftn({x.name}, {at})")
        return p.read(x, f"torch.fft.ifftn({seen}, {at}).real")
    if way == 2 and p.dims == 2:
        seen = p.line(f"torch.fft.rfft2({x.name})")
        return p.read(x, f"torch.fft.irfft2({seen}, s={tuple(p.space(x))})")
    return p.read(x, f"torch.fft.fft({x.name}, dim={axes[0]}).abs()")


def across_positions(p: Program, x: Value) -> Value:
    """A linear map of all positions in a row, as in MLP-Mixers, or of one axis alone."""
    x = few(
        p, mixed(p, x, 2)
    )  # so that it is told which axes are space, and a convolution over features does not tell otherwise
    space, width = p.space(x), p.width(x)
    count = prod(space)
    laid = f"-1, {width}, {', '.join(map(str, space))}"
    way = p.rng.randint(0, 4)
    if way == 0:
        made = p.module(f"nn.Linear({count}, {count})")
        return p.read(x, f"{made}({x.name}.flatten(2)).view({laid})")
    if way == 1:
        made, norm = p.module(f"nn.Linear({count}, {count})"), p.module(f"nn.LayerNorm({width})")
        rows = p.line(f"{norm}({x.name}.flatten(2).transpose(1, 2))")
        return p.read(x, f"{made}({rows}.transpose(1, 2)).reshape({laid})")
    if way == 2:
        made = p.module(f"nn.Conv1d({count}, {count}, 1)")
        rows = p.line(f"{made}({x.name}.flatten(2).transpose(1, 2))")
        return p.read(x, f"{rows}.transpose(1, 2).reshape({laid})")
    axis = p.rng.randrange(p.dims)
    n = space[axis]
    if way == 3:
        letters = "bcdhw"[: 2 + p.dims]
        old, new = letters[2 + axis], letters.replace(letters[2 + axis], "k")
        return p.read(x, f'torch.einsum("{letters},{old}k->{new}", {x.name}, {weight(p, n, n)})')
    made = p.module(f"nn.Linear({n}, {n})")
    return p.read(x, f"{made}({x.name}.transpose({axis + 2}, -1)).transpose({axis + 2}, -1)")


def attended_whole(p: Program, x: Value) -> Value:
    """Attention over all positions, one of many ways to write it."""
    x = few(p, mixed(p, x, 2))  # products of a bare input are not followed
    width, space = p.width(x), p.space(x)
    rows = p.line(f"{x.name}.flatten(2).transpose(1, 2)")
    way = p.rng.randint(0, 3)
    if way == 0:
        made = p.module(f"nn.MultiheadAttention({width}, 1, batch_first=True)")
        seen = p.line(f"{made}({rows}, {rows}, {rows})[0]")
    elif way == 1:
        seen = p.line(f"F.scaled_dot_product_attention({rows}, {rows}, {rows})")
    elif way == 2:
        scores = p.line(f"torch.softmax({rows} @ {rows}.transpose(1, 2), -1)")
        seen = p.line(f"{scores} @ {rows}")
    else:
        made = p.module(f"nn.TransformerEncoderLayer({width}, 1, dim_feedforward=4, batch_first=True)")
        seen = p.line(f"{made}({rows})")
    return p.read(x, f"{seen}.transpose(1, 2).reshape(-1, {width}, {', '.join(map(str, space))})")


def attended_along(p: Program, x: Value) -> Value:
    """Along one axis, each line of positions for itself: attention, or a recurrence that goes both ways."""
    axis = p.rng.randrange(2, 2 + p.dims)
    others = [n for n in range(2, 2 + p.dims) if n != axis]
    order, width = (0, *others, axis, 1), p.width(x)
    sizes = [p.space(x)[n - 2] for n in others]
    length = p.space(x)[axis - 2]
    rows = p.line(f"{x.name}.permute({', '.join(map(str, order))}).reshape(-1, {length}, {width})")
    if p.rng.random() < 0.5:
        seen = p.line(f"F.scaled_dot_product_attention({rows}, {rows}, {rows})")
    else:
        made = p.module(f"nn.{p.rng.choice(['LSTM', 'GRU'])}({width}, {width}, bidirectional=True, batch_first=True)")
        seen, width = p.line(f"{made}({rows})[0]"), 2 * width
    back = [order.index(n) for n in range(2 + p.dims)]
    shape = ", ".join(map(str, (*sizes, length, width)))
    return p.read(x, f"{seen}.reshape(-1, {shape}).permute({', '.join(map(str, back))})")


def pooled_everywhere(p: Program, x: Value) -> Value:
    """What is the same for all positions along some axes, laid out over them."""
    axes, space = some_axes(p), p.space(x)
    sizes = ", ".join(map(str, space))
    if p.rng.random() < 0.5:
        mean = p.rng.choice([f"mean({tuple(axes)}, keepdim=True)", f"amax({tuple(axes)}, keepdim=True)"])
        one = p.line(f"{x.name}.{mean}")
        return p.read(x, f"{one}.expand(-1, -1, {sizes})")
    one = p.line(f"F.adaptive_avg_pool{p.dims}d({x.name}, 1)")
    return p.read(x, f"F.interpolate({one}, size=({sizes},))")


def gathered(p: Program, x: Value) -> Value:
    """Every other position and those beside them side by side as channels, cut out by slices."""
    ends = [n // 2 * 2 for n in p.space(x)]
    corners = [(n >> p.dims - 1 - k & 1 for k in range(p.dims)) for n in range(2**p.dims)]
    cut = [", ".join(f"{a}:{end}:2" for a, end in zip(corner, ends, strict=True)) for corner in corners]
    parts = [p.read(x, f"{x.name}[:, :, {part}]", (2,) * p.dims, (2,) * p.dims) for part in cut]
    both = p.met(parts, lambda names: f"torch.cat([{', '.join(names)}], 1)")
    made = p.module(f"nn.Conv{p.dims}d({p.width(both)}, 2, 1)")
    return p.read(both, f"{made}({both.name})")


def rearranged(p: Program, x: Value) -> Value:
    """Blocks of space in the channels, or channels in space, by einops."""
    names, f = "dhw"[-p.dims :], p.rng.choice([2, 3])
    given, sizes = " ".join(names.upper()), ", ".join(f"{n}={f}" for n in names)
    both, inner = " ".join(f"({n.upper()} {n})" for n in names), " ".join(names)
    if p.rng.random() < 0.5:
        even = ", ".join(f"0:{n // f * f}" for n in p.space(x))
        x = p.read(x, f"{x.name}[:, :, {even}]", (), (f,) * p.dims)
        read = p.read(
            x,
            f'rearrange({x.name}, "b c {both} -> b ({inner} c) {given}", {sizes})',
            (f,) * p.dims,
            (f,) * p.dims,
        )
        made = p.module(f"nn.Conv{p.dims}d({p.width(read)}, 2, 1)")
        return p.read(read, f"{made}({read.name})")
    made = p.module(f"nn.Conv{p.dims}d({p.width(x)}, {2 * f**p.dims}, 1)")
    wide = p.line(f"{made}({x.name})")
    return p.read(x, f'rearrange({wide}, "b ({inner} c) {given} -> b c {both}", {sizes})', [Fraction(1, f)] * p.dims)


def blurred(p: Program, x: Value) -> Value:
    """A convolution by weights of the network's own, each channel for itself."""
    width, stride, kernel = p.width(x), several(p, 1, 2), several(p, 2, 3)
    made = weight(p, width, 1, *kernel)
    padding = tuple(p.rng.randint(0, k - 1) for k in kernel)
    arguments = f"stride={written(stride)}, padding={written(padding)}, groups={width}"
    reach = [2 * k for k in kernel]
    return p.read(x, f"F.conv{p.dims}d({x.name}, {made}, {arguments})", stride, reach)


def padded_by_layer(p: Program, x: Value) -> Value:
    """Padding by a layer of its own."""
    ends = [p.rng.randint(0, 3) for _ in range(2 * p.dims)]
    kind = p.rng.choice(["ZeroPad", "ReflectionPad", "ReplicationPad", "CircularPad"])
    made = p.module(f"nn.{kind}{p.dims}d({tuple(ends)})")
    reach = [ends[-2 * n - 2] + ends[-2 * n - 1] for n in range(p.dims)]
    return p.read(x, f"{made}({x.name})", (), reach)


def attended_in_grid(p: Program, x: Value) -> Value:
    """Attention of the positions that stand at the same place of their window, all windows together."""
    x = few(p, x)
    w, rank, width = p.rng.choice([2, 3]), p.dims, p.width(x)
    even = ", ".join(f"0:{n // w * w}" for n in p.space(x))
    x = p.read(x, f"{x.name}[:, :, {even}]", (), (2 * w,) * rank)
    counts = [n // w for n in p.space(x)]
    parts = ", ".join(f"{n}, {w}" for n in counts)
    inner, outer = [3 + 2 * n for n in range(rank)], [2 + 2 * n for n in range(rank)]
    order, total = ", ".join(map(str, (0, *inner, *outer, 1))), prod(counts)
    rows = p.line(f"{x.name}.view(-1, {width}, {parts}).permute({order}).reshape(-1, {total}, {width})")
    seen = p.line(f"F.scaled_dot_product_attention({rows}, {rows}, {rows})")
    back = p.line(f"{seen}.view(-1, {', '.join([str(w)] * rank)}, {', '.join(map(str, counts))}, {width})")
    order = ", ".join(map(str, (0, 1 + 2 * rank, *(axis for n in range(rank) for axis in (1 + rank + n, 1 + n)))))
    return p.read(x, f"{back}.permute({order}).reshape(-1, {width}, {', '.join(map(str, p.space(x)))})")


LOCAL: Sequence[Operation] = (gathered, rearranged, blurred, padded_by_layer)
WHOLE: Sequence[Operation] = (
    spectral,
    across_positions,
    attended_whole,
    attended_along,
    pooled_everywhere,
    attended_in_grid,
)
