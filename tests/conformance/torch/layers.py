"""Programs that build a layer of `torch.nn` and run it."""

from __future__ import annotations

from typing import Any

from conformance.torch.generating import Gen, Program, Text, ones, program, zeros

LAYERS: dict[str, Program] = {}


def add(name: str, make: Program) -> None:
    """Put a program into the table."""
    LAYERS[name] = make


def on(shape: Any, *more: Any, dtype: str = "", g: Gen) -> str:
    """The line that runs the layer."""
    return f"y = {g.call('m', zeros(shape, dtype), *more, bad=0.02)}"


def image(g: Gen, n: int, channels: int, low: int = 1, high: int = 9) -> tuple[int, ...]:
    """(N, C, *space), now and then without the batch, with other channels, or of another rank."""
    shape = (g.size(1, 3), g.near(channels), *(g.size(low, high) for _ in range(n)))
    if g.chance(0.12):
        return shape[1:]
    if g.stray(0.05):
        return g.shape(0, 6)
    return shape


# --- windows ----------------------------------------------------------------------------------------------------------


def conv(n: int, lazy: bool = False) -> Program:
    def make(g: Gen) -> str:
        groups = g.pick(1, 1, 1, 2, 3)
        stray = 0.0 if lazy else 0.04
        inputs, outputs = g.near(groups * g.size(1, 3), stray), g.near(groups * g.size(1, 3), stray)
        kernel, stride = g.per_axis(n, 1, 4), g.per_axis(n, 1, 3)
        padding = g.pick(g.per_axis(n, 0, 3), g.per_axis(n, 0, 2), g.pick("same", "valid", "full"))
        given = g.some({
            "stride": stride if padding != "same" or g.chance(0.2) else 1, "padding": padding, "dilation": g.per_axis(n, 1, 2), "bias": g.chance(0.5),
            "padding_mode": g.pick("zeros", "reflect", "replicate", "circular", "mirror"),
        }, 0.4)  # fmt: skip
        if groups > 1:
            given["groups"] = groups
        if g.stray(0.02):
            given[g.pick("stride", "dilation", "groups")] = 0
        g.count(given.get("padding") == "full", given.get("padding_mode") == "mirror")
        sizes = (outputs, kernel) if lazy else (inputs, outputs, kernel)
        return program(g.layer(f"{'Lazy' * lazy}Conv{n}d", *sizes, **given), on(image(g, n, inputs, 1, 7), g=g))

    return make


def conv_transpose(n: int, lazy: bool = False) -> Program:
    def make(g: Gen) -> str:
        groups = g.pick(1, 1, 1, 2, 3)
        stray = 0.0 if lazy else 0.04
        inputs, outputs = g.near(groups * g.size(1, 3), stray), g.near(groups * g.size(1, 3), stray)
        given = g.some({
            "stride": g.per_axis(n, 1, 3), "padding": g.per_axis(n, 0, 2), "output_padding": g.pick(0, 1, g.per_axis(n, 0, 2)),
            "dilation": g.per_axis(n, 1, 2), "bias": g.chance(0.5),
        }, 0.4)  # fmt: skip
        if groups > 1:
            given["groups"] = groups
        sizes = (outputs, g.per_axis(n, 1, 4)) if lazy else (inputs, outputs, g.per_axis(n, 1, 4))
        shape = image(g, n, inputs, 1, 5)
        more: list[Any] = []
        if g.chance(0.1) and "kernal" not in given:
            more = [tuple(g.size(1, 12) for _ in range(g.pick(n, n, n, n + 2, 1)))]
            g.count(True)
        return program(g.layer(f"{'Lazy' * lazy}ConvTranspose{n}d", *sizes, **given), on(shape, *more, g=g))

    return make


def pool(name: str, n: int) -> Program:
    def make(g: Gen) -> str:
        options: dict[str, Any] = {"stride": g.pick(None, g.per_axis(n, 1, 3)), "ceil_mode": g.chance(0.5)}
        if name != "LPPool":
            options["padding"] = g.per_axis(n, 0, 2)
        if name == "MaxPool":
            options |= {"dilation": g.per_axis(n, 1, 2), "return_indices": g.chance(0.3)}
        if name == "AvgPool":
            options |= {"count_include_pad": g.chance(0.5)}
        args = (2.0, g.per_axis(n, 1, 4)) if name == "LPPool" else (g.per_axis(n, 1, 4),)
        if g.stray(0.02):
            args = (*args[:-1], 0)
        return program(g.layer(f"{name}{n}d", *args, **g.some(options, 0.4)), on(image(g, n, 2), g=g))

    return make


def adaptive(kind: str, n: int) -> Program:
    def make(g: Gen) -> str:
        size = g.pick(
            1, g.size(1, 5), tuple(g.pick(None, g.size(1, 5)) for _ in range(g.pick(n, n, n, n, n + 1, 1))), None
        )
        given = {"return_indices": True} if kind == "Max" and g.chance(0.3) else {}
        return program(g.layer(f"Adaptive{kind}Pool{n}d", size, **given), on(image(g, n, 2), g=g))

    return make


def unpool(n: int) -> Program:
    def make(g: Gen) -> str:
        kernel, stride = g.size(1, 3), g.pick(None, 1, 2, 3)
        padding = g.pick(0, 0, 1) if kernel > 1 else 0
        shape = (1, 2, *(g.size(1, 4) for _ in range(n)))
        lines = [
            g.layer(
                f"MaxUnpool{n}d",
                kernel,
                **({} if stride is None else {"stride": stride}),
                **({"padding": padding} if padding else {}),
            )
        ]
        more: dict[str, Any] = {}
        if g.chance(0.4):
            step = kernel if stride is None else stride
            more["output_size"] = tuple(
                (s - 1) * step + kernel - 2 * padding + g.pick(0, 0, 1, -1, step) for s in shape[2:]
            )
            if g.chance(0.3):
                more["output_size"] = (1, 2, *more["output_size"])
        indices = shape if g.chance(0.9) else (*shape[:-1], shape[-1] + 1)
        lines.append(f"y = {g.call('m', zeros(shape), zeros(indices, 'int64'), **more, bad=0)}")
        return program(*lines)

    return make


def fractional(n: int) -> Program:
    def make(g: Gen) -> str:
        given: dict[str, Any] = g.pick(
            {"output_size": g.per_axis(n, 1, 4)}, {"output_ratio": g.pick(0.5, 0.3, 0.9, 1.5, (0.5,) * n)}, {},
            {"output_size": 2, "output_ratio": 0.5},
        )  # fmt: skip
        if g.chance(0.3):
            given["return_indices"] = True
        return program(
            g.layer(f"FractionalMaxPool{n}d", g.pick(1, 2, 2, 3, (2,) * n), **given), on(image(g, n, 2, 2, 8), g=g)
        )

    return make


for _n in (1, 2, 3):
    for _lazy in (False, True):
        add(f"{'Lazy' * _lazy}Conv{_n}d", conv(_n, _lazy))
        add(f"{'Lazy' * _lazy}ConvTranspose{_n}d", conv_transpose(_n, _lazy))
    for _name in ("MaxPool", "AvgPool", "LPPool"):
        add(f"{_name}{_n}d", pool(_name, _n))
    for _name in ("Max", "Avg"):
        add(f"Adaptive{_name}Pool{_n}d", adaptive(_name, _n))
    add(f"MaxUnpool{_n}d", unpool(_n))
for _n in (2, 3):
    add(f"FractionalMaxPool{_n}d", fractional(_n))


# --- linear -----------------------------------------------------------------------------------------------------------


def linear(lazy: bool) -> Program:
    def make(g: Gen) -> str:
        width, out = g.size(0, 6), g.size(0, 6)
        shape = g.shape(0, 4)
        if g.chance(0.85):
            shape = (*shape, g.near(width))
        given = g.some({"bias": g.chance(0.5)}, 0.3)
        sizes: tuple[Any, ...] = (out,) if lazy else (width, out)
        if g.stray(0.03):
            sizes = (*sizes[:-1], g.pick(2.0, "3", None, -1))
        return program(g.layer(f"{'Lazy' * lazy}Linear", *sizes, **given), on(shape, g=g))

    return make


def bilinear(g: Gen) -> str:
    one, two, out = g.size(1, 4), g.size(1, 4), g.size(1, 4)
    rows = g.shape(0, 3, 3)
    left = (*rows, g.near(one))
    right = (*(rows if g.chance(0.9) else g.shape(0, 2, 3)), g.near(two))
    return program(g.layer("Bilinear", one, two, out, **g.some({"bias": g.chance(0.5)})), on(left, zeros(right), g=g))


def flatten(g: Gen) -> str:
    shape = g.shape(0, 5)
    given = g.some({"start_dim": g.axis(len(shape)), "end_dim": g.axis(len(shape))})
    return program(g.layer("Flatten", **given), on(shape, g=g))


def unflatten(g: Gen) -> str:
    parts = tuple(g.size(1, 3) for _ in range(g.size(1, 3)))
    product = 1
    for part in parts:
        product *= part
    shape = list(g.shape(1, 4, 4))
    axis = g.randrange(len(shape))
    shape[axis] = g.near(product)
    if g.chance(0.3):
        at = g.randrange(len(parts))
        parts = (*parts[:at], -1, *parts[at + 1 :])
    dim = axis if g.chance(0.9) else g.axis(len(shape), 0.5)
    return program(g.layer("Unflatten", dim, parts), on(shape, g=g))


def embedding(g: Gen) -> str:
    given = g.some({"padding_idx": g.pick(None, 0, -1, 5, 9, -9)}, 0.4)
    return program(g.layer("Embedding", g.size(1, 8), g.size(1, 5), **given), on(g.shape(0, 4), dtype="int64", g=g))


def embedding_bag(g: Gen) -> str:
    given = g.some({"mode": g.pick("sum", "mean", "max", "most"), "include_last_offset": g.chance(0.5)}, 0.4)
    shape = g.shape(1, 2) if g.chance(0.9) else g.shape(0, 3)
    more = {"offsets": zeros((g.size(1, 3),), "int64")} if (len(shape) == 1) != g.chance(0.1) else {}
    if given.get("include_last_offset") and more and shape:
        more = {"offsets": Text(f"torch.tensor([0, {shape[0]}])")}
    lines = [
        g.layer("EmbeddingBag", 6, g.size(1, 4), **given),
        f"y = {g.call('m', zeros(shape, 'int64'), bad=0, **more)}",
    ]
    return program(*lines)


def cosine(g: Gen) -> str:
    shape = g.shape(1, 4)
    given = g.some({"dim": g.axis(len(shape))})
    return program(g.layer("CosineSimilarity", **given), on(shape, zeros(g.broadcastable(shape)), g=g))


def distance(g: Gen) -> str:
    shape = g.shape(0, 4)
    given = g.some({"p": 1.0, "keepdim": g.chance(0.5)})
    return program(g.layer("PairwiseDistance", **given), on(shape, zeros(g.broadcastable(shape)), g=g))


add("Linear", linear(False))
add("LazyLinear", linear(True))
add("Bilinear", bilinear)
add("Identity", lambda g: program(g.layer("Identity", *g.pick((), (3,)), bad=0), on(g.shape(), g=g)))
add("Flatten", flatten)
add("Unflatten", unflatten)
add("Embedding", embedding)
add("EmbeddingBag", embedding_bag)
add("CosineSimilarity", cosine)
add("PairwiseDistance", distance)


# --- normalisation ----------------------------------------------------------------------------------------------------


def batch_norm(n: int, lazy: bool = False) -> Program:
    def make(g: Gen) -> str:
        width = g.size(1, 4)
        given = g.some(
            {"affine": g.chance(0.5), "track_running_stats": g.chance(0.5), "eps": 1e-3, "bias": g.chance(0.5)}, 0.35
        )
        shape = (g.size(1, 3), g.near(width), *(g.size(1, 4) for _ in range(n)))
        if n == 1 and g.chance(0.5):
            shape = shape[:2]
        if g.stray(0.06):
            shape = g.shape(0, 6)
        return program(g.layer(f"{'Lazy' * lazy}BatchNorm{n}d", *(() if lazy else (width,)), **given), on(shape, g=g))

    return make


def instance_norm(n: int, lazy: bool = False) -> Program:
    def make(g: Gen) -> str:
        width = g.size(1, 4)
        given = g.some({"affine": g.chance(0.5), "track_running_stats": g.chance(0.5), "bias": g.chance(0.5)}, 0.35)
        return program(
            g.layer(f"{'Lazy' * lazy}InstanceNorm{n}d", *(() if lazy else (width,)), **given),
            on(image(g, n, width, 1, 4), g=g),
        )

    return make


def group_norm(g: Gen) -> str:
    groups = g.pick(1, 2, 3, 4)
    channels = g.near(groups * g.size(1, 3))
    given = g.some({"affine": g.chance(0.5), "bias": g.chance(0.5)}, 0.3)
    if g.stray(0.02):
        groups = 0
    return program(g.layer("GroupNorm", groups, channels, **given), on(image(g, g.size(0, 3), channels, 1, 4), g=g))


def layer_norm(name: str) -> Program:
    def make(g: Gen) -> str:
        sizes = g.shape(1, 3, 4) if g.chance(0.97) else ()
        given = g.some(
            {"elementwise_affine": g.chance(0.5)} | ({"bias": g.chance(0.5)} if name == "LayerNorm" else {}), 0.3
        )
        shape = (*g.shape(0, 3), *(g.near(size) for size in sizes))
        wanted: Any = g.pick(sizes[0], sizes) if len(sizes) == 1 else g.pick(sizes, list(sizes))
        return program(g.layer(name, wanted, **given), on(shape[g.pick(0, 0, 0, 0, 1) :], g=g))

    return make


for _n in (1, 2, 3):
    for _lazy in (False, True):
        add(f"{'Lazy' * _lazy}BatchNorm{_n}d", batch_norm(_n, _lazy))
        add(f"{'Lazy' * _lazy}InstanceNorm{_n}d", instance_norm(_n, _lazy))
add("GroupNorm", group_norm)
add("LayerNorm", layer_norm("LayerNorm"))
add("RMSNorm", layer_norm("RMSNorm"))
add("LocalResponseNorm", lambda g: program(g.layer("LocalResponseNorm", g.size(1, 4)), on(g.shape(0, 5), g=g)))
add(
    "CrossMapLRN2d",
    lambda g: program(
        g.layer("CrossMapLRN2d", g.size(1, 4)), on(g.pick(g.shape(4, 4), g.shape(4, 4), g.shape(0, 5)), g=g)
    ),
)


# --- activation -------------------------------------------------------------------------------------------------------

ACTIVATIONS: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    **dict.fromkeys(("ReLU", "ReLU6", "SiLU", "Mish", "Hardsigmoid", "Hardswish", "SELU"), ((), {"inplace": True})),
    **dict.fromkeys(("Sigmoid", "Tanh", "LogSigmoid", "Softsign", "Tanhshrink"), ((), {})),
    "ELU": ((), {"alpha": 0.5, "inplace": True}), "CELU": ((), {"alpha": 0.5}), "LeakyReLU": ((), {"negative_slope": 0.1, "inplace": True}),
    "Softplus": ((), {"beta": 2.0}), "Threshold": ((0.1, 2.0), {"inplace": True}), "RReLU": ((), {"lower": 0.1}),
    "Hardshrink": ((), {"lambd": 0.2}),
}  # fmt: skip


def activation(name: str) -> Program:
    args, options = ACTIVATIONS[name]
    bad = 0.0 if name in ("Sigmoid", "Tanh", "LogSigmoid", "Softsign", "Tanhshrink") else 0.04
    return lambda g: program(g.layer(name, *args, bad=bad, **g.some(options)), on(g.shape(), g=g))


for _name in ACTIVATIONS:
    add(_name, activation(_name))
add(
    "Hardtanh",
    lambda g: program(
        g.layer("Hardtanh", **g.some({"min_val": g.pick(-2.0, 3.0), "max_val": g.pick(2.0, 0.0)})), on(g.shape(), g=g)
    ),
)
add("Softshrink", lambda g: program(g.layer("Softshrink", **g.some({"lambd": g.pick(0.5, -0.5)})), on(g.shape(), g=g)))
add(
    "GELU",
    lambda g: program(g.layer("GELU", **g.some({"approximate": g.pick("none", "tanh", "erf")})), on(g.shape(), g=g)),
)


def prelu(g: Gen) -> str:
    count = g.pick(1, 1, g.size(1, 4))
    shape = g.shape(0, 4)
    if len(shape) > 1 and g.chance(0.8):
        shape = (shape[0], g.near(count), *shape[2:])
    return program(g.layer("PReLU", **g.some({"num_parameters": count}, 0.8)), on(shape, g=g))


def softmax(name: str) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 5)
        return program(g.layer(name, **g.some({"dim": g.axis(len(shape))}, 0.8)), on(shape, g=g))

    return make


def glu(g: Gen) -> str:
    shape = [2 * size if g.chance(0.8) else size for size in g.shape(0, 4, 3)]
    return program(g.layer("GLU", **g.some({"dim": g.axis(len(shape))})), on(shape, g=g))


add("PReLU", prelu)
add("GLU", glu)
for _name in ("Softmax", "Softmin", "LogSoftmax"):
    add(_name, softmax(_name))
add("Softmax2d", lambda g: program(g.layer("Softmax2d"), on(g.pick(g.shape(3, 4), g.shape(0, 5)), g=g)))
for _name in ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout"):
    add(
        _name,
        lambda g, name=_name: program(
            g.layer(name, **g.some({"p": g.pick(0.0, 0.1, 1, 1.5, -0.1)})), on(g.shape(), g=g)
        ),
    )  # type: ignore[misc]


# --- space ------------------------------------------------------------------------------------------------------------


def upsample(g: Gen) -> str:
    rank = g.pick(3, 4, 4, 5, g.size(0, 6))
    n = max(rank - 2, 1)
    modes = {
        1: ("nearest", "linear", "area"),
        2: ("nearest", "bilinear", "bicubic", "nearest-exact"),
        3: ("nearest", "trilinear"),
    }
    mode = g.pick(*modes.get(n, ("nearest",))) if g.chance(0.85) else g.pick("bilinear", "linear", "cubic")
    given: dict[str, Any] = g.pick(
        {"scale_factor": g.pick(2, 2.0, 0.5, 1.5, 3)}, {"scale_factor": tuple(g.pick(2, 0.5, 1.7) for _ in range(g.near(n)))},
        {"size": g.per_axis(n, 1, 9)}, {"size": g.size(1, 9)}, {},
    )  # fmt: skip
    if g.stray(0.05):
        given = {"size": 4, "scale_factor": 2.0}
    given |= g.some({"mode": mode, "align_corners": g.pick(None, True, False)}, 0.6)
    return program(g.layer("Upsample", **given), on(tuple(g.size(1, 5) for _ in range(rank)), g=g))


def upsampling(name: str) -> Program:
    def make(g: Gen) -> str:
        given = g.pick({"scale_factor": g.pick(2, 1.5)}, {"size": g.per_axis(2, 1, 9)}, {})
        return program(g.layer(name, **given), on(g.pick(g.shape(4, 4), g.shape(4, 4), g.shape(2, 5)), g=g))

    return make


def shuffle(g: Gen) -> str:
    factor = g.pick(1, 2, 2, 3, 0) if g.chance(0.3) else 2
    return program(g.layer("PixelShuffle", factor), on(image(g, 2, factor**2 * g.size(1, 2) or 4, 1, 4), g=g))


def unshuffle(g: Gen) -> str:
    factor = g.pick(1, 2, 3)
    shape = (*g.shape(0, 2, 3), g.size(1, 3), g.near(factor * g.size(1, 3)), g.near(factor * g.size(1, 3)))
    return program(g.layer("PixelUnshuffle", factor), on(shape if g.chance(0.9) else g.shape(0, 3), g=g))


def channel_shuffle(g: Gen) -> str:
    groups = g.pick(1, 2, 3)
    return program(g.layer("ChannelShuffle", groups), on(image(g, g.size(0, 3), groups * g.size(1, 3), 1, 4), g=g))


def window(g: Gen) -> dict[str, Any]:
    given = {
        "dilation": g.pick(1, 2, g.per_axis(2, 1, 2)),
        "padding": g.per_axis(2, 0, 2),
        "stride": g.per_axis(2, 1, 3),
    }
    return g.some(given, 0.4)


def unfold(g: Gen) -> str:
    return program(g.layer("Unfold", g.per_axis(2, 1, 3), **window(g)), on(image(g, 2, 2, 1, 8), g=g))


def fold(g: Gen) -> str:
    output, kernel = tuple(g.size(2, 8) for _ in range(2)), tuple(g.size(1, 3) for _ in range(2))
    stride, padding = g.pick(1, 2, 3), g.pick(0, 0, 1)
    windows = 1
    for size, reach in zip(output, kernel, strict=True):
        windows *= max((size + 2 * padding - reach) // stride + 1, 0)
    shape = (g.near(g.size(1, 3) * kernel[0] * kernel[1], 0.1), g.near(windows, 0.1))
    batch = () if g.chance(0.2) else (g.size(1, 3),)
    given = {"stride": stride, "padding": padding}
    return program(
        g.layer("Fold", output, kernel, **given), on((*batch, *shape) if g.chance(0.96) else g.shape(0, 5), g=g)
    )


def pad(kind: str, n: int) -> Program:
    def make(g: Gen) -> str:
        low = -1 if g.chance(0.2) else 0
        padding = g.pick(
            g.randint(low, 3), tuple(g.randint(low, 3) for _ in range(2 * n if g.chance(0.93) else g.size(1, 6)))
        )
        args = (padding, 0.5) if kind == "Constant" else (padding,)
        return program(g.layer(f"{kind}Pad{n}d", *args), on(image(g, n, 2, 1, 5), g=g))

    return make


add("Upsample", upsample)
add("UpsamplingNearest2d", upsampling("UpsamplingNearest2d"))
add("UpsamplingBilinear2d", upsampling("UpsamplingBilinear2d"))
add("PixelShuffle", shuffle)
add("PixelUnshuffle", unshuffle)
add("ChannelShuffle", channel_shuffle)
add("Unfold", unfold)
add("Fold", fold)
for _kind in ("Reflection", "Replication", "Zero", "Constant", "Circular"):
    for _n in (1, 2, 3):
        add(f"{_kind}Pad{_n}d", pad(_kind, _n))


# --- recurrence -------------------------------------------------------------------------------------------------------


def network(name: str) -> Program:
    def make(g: Gen) -> str:
        width, hidden = g.size(1, 4), g.size(2, 5)
        given = g.some({
            "num_layers": g.pick(1, 2, 3), "bias": g.chance(0.5), "batch_first": g.chance(0.5), "bidirectional": g.chance(0.5),
            "dropout": g.pick(0, 0.1, 1.5),
        }, 0.4)  # fmt: skip
        if name == "LSTM" and g.chance(0.2):
            given["proj_size"] = g.pick(1, hidden - 1, hidden)
        if name == "RNN" and g.chance(0.2):
            given["nonlinearity"] = g.pick("relu", "tanh", "gelu")
        if g.stray(0.02):
            hidden = 0
        sequence = (g.size(1, 3), g.size(1, 3), g.near(width))
        shape = sequence if g.chance(0.8) else sequence[1:] if g.chance(0.7) else g.shape(0, 4)
        more: list[Any] = []
        if g.chance(0.3) and len(shape) in (2, 3):
            batch = shape[0] if given.get("batch_first") else shape[1]
            layers = given.get("num_layers", 1) * (2 if given.get("bidirectional") else 1)
            width_out = given.get("proj_size", hidden)
            state = (g.near(layers), *((g.near(batch),) if len(shape) == 3 else ()), g.near(width_out))
            cell = (layers, *((batch,) if len(shape) == 3 else ()), g.near(hidden))
            more = [Text(f"({zeros(state)}, {zeros(cell)})") if name == "LSTM" else zeros(state)]
        bad = 0.0 if name == "RNN" else 0.04
        return program(g.layer(name, width, hidden, bad=bad, **given), on(shape, *more, g=g))

    return make


def cell(name: str) -> Program:
    def make(g: Gen) -> str:
        width, hidden = g.size(1, 4), g.size(1, 4)
        shape = (g.size(1, 3), g.near(width))
        shape = shape if g.chance(0.8) else shape[1:] if g.chance(0.7) else g.shape(0, 3)
        more: list[Any] = []
        if g.chance(0.4) and shape:
            state = (*shape[:-1], g.near(hidden))
            more = [Text(f"({zeros(state)}, {zeros((*shape[:-1], hidden))})") if name == "LSTM" else zeros(state)]
        return program(
            g.layer(f"{name}Cell", width, hidden, **g.some({"bias": g.chance(0.5)}, 0.3)), on(shape, *more, g=g)
        )

    return make


for _name in ("RNN", "LSTM", "GRU"):
    add(_name, network(_name))
    add(f"{_name}Cell", cell(_name))


def packed(name: str) -> Program:
    """Sequences of several lengths, packed, run and padded again."""

    def make(g: Gen) -> str:
        batch, width, first = g.size(1, 3), g.size(1, 3), g.chance(0.5)
        lengths = sorted((g.size(1, 5) for _ in range(g.near(batch, 0.05))), reverse=g.chance(0.9))
        time = max([*lengths, 1]) + g.pick(0, 0, 1, -1)
        shape = (batch, time, width) if first else (time, batch, width)
        kept = {"enforce_sorted": False} if g.chance(0.4) else {}
        options = ", ".join([f"batch_first={first}", *(f"{key}={value}" for key, value in kept.items())])
        given = g.some({"bidirectional": True, "num_layers": 2}, 0.3) | {"batch_first": first}
        return program(
            g.layer(name, width, g.size(1, 4), bad=0, **given),
            f"p = nn.utils.rnn.pack_padded_sequence({zeros(shape)}, {lengths}, {options})",
            "o, h = m(p)",
            f"y = [nn.utils.rnn.pad_packed_sequence(o, batch_first={g.chance(0.5)}), h, o.data]",
        )

    return make


for _name in ("RNN", "LSTM", "GRU"):
    add(f"{_name} packed", packed(_name))


# --- attention --------------------------------------------------------------------------------------------------------


def attention(g: Gen) -> str:
    heads = g.pick(1, 2, 3)
    embed = g.near(heads * g.size(1, 3), 0.05)
    given: dict[str, Any] = g.some(
        {"bias": g.chance(0.5), "batch_first": g.chance(0.5), "add_bias_kv": g.chance(0.5), "add_zero_attn": g.chance(0.5),
         "kdim": g.size(1, 4), "vdim": g.size(1, 4)}, 0.25)  # fmt: skip
    batch, queries, keys = g.size(1, 3), g.size(1, 4), g.size(1, 4)
    first = given.get("batch_first", False)

    def sequence(length: int, width: int) -> tuple[int, ...]:
        shape = (g.near(batch, 0.02), length, g.near(width, 0.03))
        return shape if first else (shape[1], shape[0], shape[2])

    shapes = [
        sequence(queries, embed),
        sequence(keys, given.get("kdim", embed)),
        sequence(g.near(keys, 0.03), given.get("vdim", embed)),
    ]
    if g.chance(0.15):
        shapes = [tuple(s for n, s in enumerate(shape) if n != (0 if first else 1)) for shape in shapes]
    if g.stray(0.03):
        shapes[0] = g.shape(0, 4)
    masks: dict[str, Any] = {}
    if g.chance(0.25):
        masks["attn_mask"] = zeros(
            g.pick((queries, keys), (queries, keys), (batch * heads, queries, keys), (keys, queries), (keys,))
        )
    if g.chance(0.2):
        masks["key_padding_mask"] = zeros(g.pick((batch, keys), (batch, keys), (keys, batch), (keys,)), "bool")
    more = g.some({"need_weights": g.chance(0.5), "average_attn_weights": g.chance(0.5)}, 0.4) | masks
    return program(
        g.layer("MultiheadAttention", embed, heads, **given),
        f"y = {g.call('m', *(zeros(shape) for shape in shapes), bad=0.02, **more)}",
    )


def transformer_layer(name: str, inputs: int) -> Program:
    def make(g: Gen) -> str:
        heads = g.pick(1, 2)
        width = heads * g.size(1, 2)
        given = g.some({"dim_feedforward": g.size(1, 6), "batch_first": g.chance(0.5), "norm_first": g.chance(0.5), "bias": g.chance(0.5),
                        "activation": g.pick("relu", "gelu", "tanh")}, 0.3)  # fmt: skip
        batch = g.size(1, 2)

        def sequence() -> tuple[int, ...]:
            length, size = g.size(1, 3), g.near(batch, 0.04)
            return (
                (size, length, g.near(width, 0.05)) if given.get("batch_first") else (length, size, g.near(width, 0.05))
            )

        lines = [g.layer(name, width, heads, **({"dim_feedforward": 8} | given))]
        if name == "TransformerEncoderLayer" and g.chance(0.3):
            lines = [
                lines[0].removesuffix(".eval()"),
                f"m = nn.TransformerEncoder(m, {g.size(1, 3)}, norm=nn.LayerNorm({width})).eval()",
            ]
        if name == "TransformerDecoderLayer" and g.chance(0.3):
            lines = [lines[0].removesuffix(".eval()"), f"m = nn.TransformerDecoder(m, {g.size(1, 3)}).eval()"]
        return program(*lines, f"y = {g.call('m', *(zeros(sequence()) for _ in range(inputs)), bad=0.02)}")

    return make


def transformer(g: Gen) -> str:
    given = g.some({"batch_first": g.chance(0.5), "norm_first": g.chance(0.5)}, 0.4)
    batch, width = g.size(1, 2), g.pick(4, 6)
    shapes = []
    for _ in range(2):
        length, size = g.size(1, 3), g.near(batch, 0.05)
        last = g.near(width, 0.05)
        shapes.append((size, length, last) if given.get("batch_first") else (length, size, last))
    options = {
        "d_model": width,
        "nhead": g.pick(1, 2),
        "num_encoder_layers": 1,
        "num_decoder_layers": g.size(1, 2),
        "dim_feedforward": 8,
    }
    return program(g.layer("Transformer", **options, **given), f"y = {g.call('m', *map(zeros, shapes), bad=0.02)}")


add("MultiheadAttention", attention)
add("TransformerEncoderLayer", transformer_layer("TransformerEncoderLayer", 1))
add("TransformerDecoderLayer", transformer_layer("TransformerDecoderLayer", 2))
add("Transformer", transformer)


# --- losses -----------------------------------------------------------------------------------------------------------


def reductions(g: Gen, *more: str) -> dict[str, Any]:
    return g.some({"reduction": g.pick("none", "mean", "sum", *more, "average")}, 0.7)


def plain_loss(name: str, *more: str, **options: Any) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(0, 4)
        other = shape if g.chance(0.7) else g.broadcastable(shape)
        given = reductions(g, *more) | g.some(options, 0.3)
        return program(g.layer(name, **given), on(shape, ones(other), g=g))

    return make


def classes(name: str) -> Program:
    def make(g: Gen) -> str:
        count = g.size(1, 4)
        rest = g.shape(0, 2, 3)
        batch = g.size(1, 3)
        shape = (batch, count, *rest) if g.chance(0.85) else (count,)
        target: tuple[int, ...] = (batch, *rest) if len(shape) > 1 else ()
        dtype = "int64"
        if g.stray(0.12):
            target = g.shape(0, 3)
        if name == "CrossEntropyLoss" and g.chance(0.2):
            target, dtype = shape, ""
        given = reductions(g)
        if g.chance(0.2):
            given["weight"] = ones((g.near(count),))
        return program(g.layer(name, **given), on(shape, zeros(target, dtype), g=g))

    return make


def margins(name: str) -> Program:
    def make(g: Gen) -> str:
        batch, count = g.size(1, 3), g.size(1, 4)
        shape = g.pick((batch, count), (batch, count), (count,), g.shape(0, 3))
        target = {"MultiMarginLoss": (batch,), "MultiLabelMarginLoss": shape}[name] if g.chance(0.85) else g.shape(0, 2)
        if name == "MultiMarginLoss" and len(shape) == 1:
            target = g.pick((), (1,))
        given = reductions(g) | (g.some({"p": g.pick(1, 2, 3)}, 0.2) if name == "MultiMarginLoss" else {})
        return program(g.layer(name, **given), on(shape, zeros(target, "int64"), g=g))

    return make


def three(name: str) -> Program:
    def make(g: Gen) -> str:
        shape = g.shape(1, 3)
        others = [shape if g.chance(0.85) else g.broadcastable(shape) for _ in range(2)]
        if name == "CosineEmbeddingLoss":
            shape = (g.size(1, 3), g.size(1, 4)) if g.chance(0.8) else (g.size(1, 4),)
            others = [
                shape if g.chance(0.9) else g.broadcastable(shape),
                shape[:-1] if g.chance(0.9) else g.shape(0, 2),
            ]
        given = reductions(g) | g.some({"margin": g.pick(0.5, 1.0, -1.0)}, 0.3)
        return program(g.layer(name, **given), on(shape, ones(others[0]), ones(others[1]), g=g))

    return make


def gaussian(g: Gen) -> str:
    shape = g.shape(1, 3)
    var = g.pick(shape, shape[:-1], (*shape[:-1], 1), g.broadcastable(shape))
    target = shape if g.chance(0.9) else g.broadcastable(shape)
    return program(g.layer("GaussianNLLLoss", **reductions(g)), on(shape, ones(target), ones(var), g=g))


def adaptive_softmax(g: Gen) -> str:
    width, count = g.pick(4, 8), 10
    cutoffs = g.pick([3], [2, 5], [1, 4, 8], [5, 2], [])
    batch = g.size(1, 3)
    return program(
        g.layer(
            "AdaptiveLogSoftmaxWithLoss", width, count, cutoffs, **g.some({"div_value": 2.0, "head_bias": True}, 0.3)
        ),
        on((batch, g.near(width)), zeros((g.near(batch, 0.05),), "int64"), g=g),
    )


def linear_cross_entropy(g: Gen) -> str:
    width, count, batch = g.size(1, 4), g.size(2, 4), g.size(1, 3)
    out = g.shape(0, 2, 3)
    given = {"out_features": out} if out else {}
    return program(
        g.layer("LinearCrossEntropyLoss", width, count, **given, **g.some({"bias": True}, 0.3), **reductions(g)),
        on((batch, g.near(width)), zeros((g.near(batch, 0.05), *out), "int64"), g=g),
    )


for _name in ("MSELoss", "L1Loss", "SoftMarginLoss", "HingeEmbeddingLoss", "PoissonNLLLoss"):
    add(_name, plain_loss(_name))
add("SmoothL1Loss", plain_loss("SmoothL1Loss", beta=0.5))
add("HuberLoss", plain_loss("HuberLoss", delta=2.0))
add("KLDivLoss", plain_loss("KLDivLoss", "batchmean", log_target=True))
add("BCELoss", plain_loss("BCELoss"))
add("BCEWithLogitsLoss", plain_loss("BCEWithLogitsLoss"))
add("MultiLabelSoftMarginLoss", plain_loss("MultiLabelSoftMarginLoss"))
add("CrossEntropyLoss", classes("CrossEntropyLoss"))
add("NLLLoss", classes("NLLLoss"))
for _name in ("MultiMarginLoss", "MultiLabelMarginLoss"):
    add(_name, margins(_name))
for _name in ("TripletMarginLoss", "MarginRankingLoss", "CosineEmbeddingLoss"):
    add(_name, three(_name))
add("GaussianNLLLoss", gaussian)
add("AdaptiveLogSoftmaxWithLoss", adaptive_softmax)
add("LinearCrossEntropyLoss", linear_cross_entropy)
