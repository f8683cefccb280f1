"""Generated networks of Keras: chains of layers, and branches that meet, in its own convention of padding and channels last."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from graph.fields.mixing import MOST_POSITIONS
from graph.fields.networks import Unsuitable, alike, checked
from graph.fields.operations import reaches, several, written
from graph.fields.program import LENGTHS, Program, Value, written_line

os.environ.setdefault("KERAS_BACKEND", "torch")

Layer = Callable[["KerasProgram", Value], Value]


@dataclass
class KerasProgram(Program):
    """A functional model as source text."""

    framework: str = "keras"

    def __post_init__(self) -> None:
        import keras

        low, high = LENGTHS[self.dims]
        self.sizes = [self.rng.randint(low, high) for _ in range(self.dims)]
        self.spaces = {"keras": keras, "layers": keras.layers, "x": keras.Input((*self.sizes, self.channels))}

    def space(self, value: Value) -> list[int]:
        """Its spatial sizes."""
        return list(self.tensor(value).shape[1:-1])

    def width(self, value: Value) -> int:
        """Its number of channels."""
        return self.tensor(value).shape[-1]

    def text(self, chosen: Mapping[str, int] | None = None, more: Sequence[str] = ()) -> str:
        """The source; with a choice of one branch at some of the joins, by the name of their results. `more` is returned beside the result."""
        lines = "".join(f"{written_line(line, chosen or {})}\n" for line in self.lines)
        shape = ", ".join(map(str, (*self.sizes, self.channels)))
        head = f"import keras\nfrom keras import layers\n\nx = keras.Input(({shape}))\n"
        results = f"[{', '.join([self.result, *more])}]" if more else self.result
        return f"{head}{lines}model = keras.Model(x, {results})\n"


def network(seed: int) -> KerasProgram:
    """The network of this number; raises Unsuitable."""
    from random import Random

    rng = Random(seed)  # noqa: S311 - no secret
    p = KerasProgram(rng, rng.choice([1, 1, 2, 2, 3]))
    x = p.start()
    try:
        x = conv(p, x)
        for _ in range(rng.randint(1, 5 if p.dims == 1 else 4)):
            x = checked(p, branched(p, x) if rng.random() < 0.3 and len(p.joins) < 2 else rng.choice(ANY)(p, x))
    except (RuntimeError, ValueError, AssertionError, IndexError, TypeError) as error:
        raise Unsuitable(str(error)) from error
    p.result, p.margin = x.name, x.margin
    return p


def conv(p: KerasProgram, x: Value) -> Value:
    kernel, dilation, stride = several(p, 1, 5 if p.dims == 1 else 3), (1,) * p.dims, several(p, 1, 3)
    if p.rng.random() < 0.4:
        dilation, stride = several(p, 1, 3 if p.dims == 1 else 2), (1,) * p.dims
    kind = p.rng.choice(["Conv", "Conv", "Separable", "Depthwise"]) if p.dims < 3 else "Conv"
    padding = p.rng.choice(["same", "same", "valid", *(["causal"] if p.dims == 1 and kind == "Conv" else [])])
    if kind != "Conv" and p.dims == 2:
        kernel, stride, dilation = kernel[:1] * 2, stride[:1] * 2, dilation[:1] * 2
    name = f"{kind}{'' if kind == 'Conv' else 'Conv'}{p.dims}D"
    width = "" if kind == "Depthwise" else f"{p.rng.choice([2, 3])}, "
    arguments = f'strides={written(stride)}, padding="{padding}", dilation_rate={written(dilation)}'
    reach = [2 * r for r in reaches(kernel, dilation, (0,) * p.dims)]
    return p.read(x, f"layers.{name}({width}{written(kernel)}, {arguments})({x.name})", stride, reach)


def pool(p: KerasProgram, x: Value) -> Value:
    kernel, stride = several(p, 1, 4 if p.dims == 1 else 3), several(p, 1, 3)
    kind, padding = p.rng.choice(["Max", "Average"]), p.rng.choice(["same", "valid"])
    arguments = f'{written(kernel)}, strides={written(stride)}, padding="{padding}"'
    reach = [2 * k + s for k, s in zip(kernel, stride, strict=True)]
    return p.read(x, f"layers.{kind}Pooling{p.dims}D({arguments})({x.name})", stride, reach)


def conv_transpose(p: KerasProgram, x: Value) -> Value:
    kernel, stride = several(p, 1, 4), several(p, 1, 3 if p.dims == 1 else 2)
    padding = p.rng.choice(["same", "valid"])
    extra = tuple(p.rng.randint(0, s - 1) for s in stride)
    more = f", output_padding={written(extra)}" if p.rng.random() < 0.3 else ""
    made = f'layers.Conv{p.dims}DTranspose(2, {written(kernel)}, strides={written(stride)}, padding="{padding}"{more})'
    return p.read(x, f"{made}({x.name})", [Fraction(1, s) for s in stride], [k + 1 for k in kernel])


def upsampled(p: KerasProgram, x: Value) -> Value:
    size = several(p, 1, 3 if p.dims == 1 else 2)
    how = f', interpolation="{p.rng.choice(["nearest", "bilinear", "bicubic"])}"' if p.dims == 2 else ""
    made = f"layers.UpSampling{p.dims}D({written(size)}{how})"
    return p.read(x, f"{made}({x.name})", [Fraction(1, s) for s in size], (6,) * p.dims)


def resized(p: KerasProgram, x: Value) -> Value:
    if p.dims != 2:
        return upsampled(p, x)
    share = p.rng.choice([Fraction(1, 2), Fraction(3, 4), Fraction(3, 2), Fraction(1, 3)])
    sizes = [int(n * share) for n in p.space(x)]
    pace = [Fraction(n, m) for n, m in zip(p.space(x), sizes, strict=True)]
    how = p.rng.choice(["nearest", "bilinear"])
    made = f'layers.Resizing({sizes[0]}, {sizes[1]}, interpolation="{how}")'
    return p.read(x, f"{made}({x.name})", pace, [4 + rate for rate in pace])


def ends(p: KerasProgram) -> tuple[tuple[tuple[int, int], ...], str]:
    """(before, after) for each axis, and as it is written."""
    pairs = tuple((p.rng.randint(0, 3), p.rng.randint(0, 3)) for _ in range(p.dims))
    return pairs, str(pairs[0] if p.dims == 1 else pairs)


def padded(p: KerasProgram, x: Value) -> Value:
    pairs, text = ends(p)
    kind = p.rng.choice(["ZeroPadding", "Cropping"])
    return p.read(x, f"layers.{kind}{p.dims}D({text})({x.name})", (), [sum(pair) for pair in pairs])


def sliced(p: KerasProgram, x: Value) -> Value:
    starts, steps = several(p, 0, 3), several(p, 1, 2)
    parts = ", ".join(f"{a}::{s}" for a, s in zip(starts, steps, strict=True))
    return p.read(x, f"{x.name}[:, {parts}]", steps, [a + 1 for a in starts])


def gated(p: KerasProgram, x: Value) -> Value:
    one = p.line(f"layers.GlobalAveragePooling{p.dims}D(keepdims=True)({x.name})")
    scale = p.line(f'layers.Dense({p.width(x)}, activation="sigmoid")({one})')
    return p.read(x, f"layers.Multiply()([{x.name}, {scale}])")


def plain(p: KerasProgram, x: Value) -> Value:
    made = p.rng.choice(["BatchNormalization()", "ReLU()", "Dropout(0.1)", 'Activation("gelu")', "Dense(2)"])
    return p.read(x, f"layers.{made}({x.name})")


def moved(p: KerasProgram, x: Value) -> Value:
    """Blocks of space in the channels, by Reshape and Permute."""
    f, space, width = 2, p.space(x), p.width(x)
    even = ", ".join(f"0:{n // f * f}" for n in space)
    x = p.read(x, f"{x.name}[:, {even}]", (), (2,) * p.dims)
    cut = ", ".join(f"{n // f}, {f}" for n in space)
    order = (*range(1, 2 * p.dims, 2), *range(2, 2 * p.dims + 1, 2), 2 * p.dims + 1)
    read = p.line(f"layers.Permute({order})(layers.Reshape(({cut}, {width}))({x.name}))")
    flat = f"layers.Reshape(({', '.join(str(n // f) for n in space)}, {width * f**p.dims}))({read})"
    return p.read(x, f"layers.Dense(2)({flat})", (f,) * p.dims, (f,) * p.dims)


def channels_first(p: KerasProgram, x: Value) -> Value:
    """A pooling or a convolution of a map that has its channels in front."""
    kernel, stride = several(p, 1, 3), several(p, 1, 2)
    there, back = (p.dims + 1, *range(1, p.dims + 1)), (*range(2, p.dims + 2), 1)
    front = p.line(f"layers.Permute({there})({x.name})")
    made = p.rng.choice([f"Conv{p.dims}D(2, ", f"MaxPooling{p.dims}D("])
    arguments = f'{written(kernel)}, strides={written(stride)}, padding="same", data_format="channels_first"'
    read = p.line(f"layers.{made}{arguments})({front})")
    return p.read(
        x, f"layers.Permute({back})({read})", stride, [2 * k + s for k, s in zip(kernel, stride, strict=True)]
    )


def turned(p: KerasProgram, x: Value) -> Value:
    """Positions moved round, turned round or padded by functions."""
    axes = tuple(range(1, p.dims + 1))
    way = p.rng.randint(0, 2)
    if way == 0:
        return p.read(x, f"keras.ops.roll({x.name}, {several(p, -2, 2)}, {axes})", (), (2,) * p.dims)
    if way == 1:
        there = conv(p, p.read(x, f"keras.ops.flip({x.name}, {axes[0]})"))
        return p.read(there, f"keras.ops.flip({there.name}, {axes[0]})")
    pairs = [(p.rng.randint(0, 2), p.rng.randint(0, 2)) for _ in axes]
    mode = p.rng.choice(["constant", "reflect", "symmetric"])
    return p.read(x, f'keras.ops.pad({x.name}, {((0, 0), *pairs, (0, 0))}, mode="{mode}")', (), [sum(n) for n in pairs])


def mixed_whole(p: KerasProgram, x: Value) -> Value:
    """All positions read all: attention, a linear map of the positions, a transform, or a recurrence that goes both ways."""
    while prod(p.space(x)) > MOST_POSITIONS:
        x = p.read(x, f"layers.AveragePooling{p.dims}D(2)({x.name})", (2,) * p.dims, (2,) * p.dims)
    count, width = prod(p.space(x)), p.width(x)
    rows = p.line(f"layers.Reshape(({count}, {width}))({x.name})")
    way = p.rng.randint(0, 4)
    if way == 0:
        seen = p.line(f"layers.MultiHeadAttention(1, 2)({rows}, {rows})")
    elif way == 1:
        seen = p.line(f"layers.Permute((2, 1))(layers.Dense({count})(layers.Permute((2, 1))({rows})))")
    elif way == 2:
        axes = tuple(range(1, p.dims + 1))
        return p.read(x, f"layers.MultiHeadAttention(1, 2, attention_axes={axes})({x.name}, {x.name})")
    elif way == 3:
        front = p.line(f"layers.Permute((2, 1))({rows})")
        seen = p.line(f"layers.Permute((2, 1))(keras.ops.fft(({front}, keras.ops.zeros_like({front})))[0])")
    else:
        seen, width = p.line(f"layers.Bidirectional(layers.LSTM({width}, return_sequences=True))({rows})"), 2 * width
    return p.read(x, f"layers.Reshape(({', '.join(map(str, p.space(x)))}, {width}))({seen})")


ANY: Sequence[Layer] = (
    conv, conv, conv, pool, pool, conv_transpose, upsampled, resized, padded, sliced, gated, plain, moved, channels_first, turned, mixed_whole,
)  # fmt: skip


def branched(p: KerasProgram, x: Value) -> Value:
    """Two or three branches that read the same map, cut down to the same size, put together by a merging layer."""
    branches = alike(p, x, lambda _, y: x if p.rng.random() < 0.3 else p.rng.choice(ANY)(p, y))
    if len({branch.step for branch in branches}) > 1:
        raise Unsuitable("branches of different step")
    sizes = [min(p.space(branch)[k] for branch in branches) for k in range(p.dims)]
    parts = ", ".join(f"0:{n}" for n in sizes)
    branches = [p.read(branch, f"{branch.name}[:, {parts}]", (), (3,) * p.dims) for branch in branches]
    kind = p.rng.choice(["Add", "Concatenate", "Average", "Maximum"])
    branches = [p.read(branch, f"layers.Conv{p.dims}D(2, 1)({branch.name})") for branch in branches]
    return p.met(branches, lambda names: f"layers.{kind}()([{', '.join(names)}])")
