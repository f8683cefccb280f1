"""Arguments and input shapes for the layers of Keras, good ones and bad ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

Shape = tuple[int | None, ...]


class Source(str):
    """A part of a program, as opposed to a string in one."""

    __slots__ = ()
    __repr__ = str.__str__


@dataclass(frozen=True)
class Case:
    """One layer with its arguments, and the shapes of its inputs without the batch; `listed`: they come as a list."""

    layer: str
    arguments: Mapping[str, Any]
    shapes: tuple[Shape, ...]
    listed: bool = False
    inner: Case | None = None

    @property
    def source(self) -> str:
        """The program that makes a model of it."""
        inputs = ", ".join(f"keras.Input({shape!r})" for shape in self.shapes)
        given = "list(inputs)" if self.listed else "*inputs"
        return (
            f"import keras\ninputs = [{inputs}]\noutputs = {self.call}({given})\nmodel = keras.Model(inputs, outputs)\n"
        )

    @property
    def call(self) -> str:
        """The expression that makes the layer."""
        inside = [self.inner.call] if self.inner is not None else []
        words = ", ".join([*inside, *(f"{name}={value!r}" for name, value in self.arguments.items())])
        return f"keras.layers.{self.layer}({words})"


@st.composite
def cases(
    draw: st.DrawFn, layer: str, arguments: Mapping[str, st.SearchStrategy[Any]], shapes: Any, listed: bool = False
) -> Case:
    """A case with some of the arguments; those whose name ends in "!" are always given."""
    given = {
        name.rstrip("!"): draw(strategy)
        for name, strategy in arguments.items()
        if name.endswith("!") or draw(st.booleans())
    }
    drawn = draw(shapes(given) if callable(shapes) else shapes)
    return Case(layer, given, tuple(drawn), listed)


def integers(low: int, high: int) -> st.SearchStrategy[int]:
    """Small numbers."""
    return st.integers(low, high)


def size(low: int, high: int) -> st.SearchStrategy[int | None]:
    """The size of an axis of an input, now and then left open."""
    return st.one_of(*[integers(low, high)] * 6, st.none())


def per_axis(n: int, low: int, high: int) -> st.SearchStrategy[Any]:
    """One number for all axes, or one each."""
    return integers(low, high) | st.tuples(*[integers(low, high)] * n)


def image(
    n: int, low: int = 1, high: int = 12, channels: int = 6
) -> Callable[[Mapping[str, Any]], st.SearchStrategy[Any]]:
    """One input with `n` spatial axes, channels where `data_format` has them; now and then of another rank."""

    def shapes(given: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        space = st.tuples(*[size(low, high)] * n)
        wanted = st.tuples(space, size(1, channels)).map(
            lambda pair: (pair[1], *pair[0]) if given.get("data_format") == "channels_first" else (*pair[0], pair[1])
        )
        other = st.lists(integers(low, high), min_size=1, max_size=4).map(tuple)
        return st.tuples(st.one_of(wanted, wanted, wanted, wanted, wanted, other))

    return shapes


def any_shape(least: int = 1, most: int = 4, high: int = 8) -> st.SearchStrategy[Any]:
    """One input of any rank."""
    return st.tuples(st.lists(size(1, high), min_size=least, max_size=most).map(tuple))


KNOWN = st.tuples(st.lists(integers(1, 4), min_size=1, max_size=3).map(tuple))
FORMAT = st.sampled_from(["channels_last", "channels_last", "channels_first"])
ACTIVATION = st.sampled_from(["relu", "softmax", "linear", "swish", None])
LAYERS: dict[str, st.SearchStrategy[Case]] = {}


def add(layer: str, arguments: Mapping[str, Any], shapes: Any, *, listed: bool = False) -> None:
    """Put a layer into the table."""
    LAYERS[layer] = cases(layer, arguments, shapes, listed)


for _n in (1, 2, 3):
    _window = {
        "filters!": integers(0, 6),
        "kernel_size!": per_axis(_n, 1, 5),
        "strides": per_axis(_n, 1, 3),
        "padding": st.sampled_from(["valid", "same", "SAME", "causal"]),
        "dilation_rate": per_axis(_n, 1, 2),
        "data_format": FORMAT,
        "use_bias": st.booleans(),
        "activation": ACTIVATION,
    }
    add(f"Conv{_n}D", {**_window, "groups": integers(1, 3)}, image(_n))
    add(f"Conv{_n}DTranspose", {**_window, "output_padding": integers(0, 2)}, image(_n, 1, 6))
    _pool = {"strides": per_axis(_n, 1, 3), "padding": st.sampled_from(["valid", "same"]), "data_format": FORMAT}
    add(f"MaxPooling{_n}D", {"pool_size": per_axis(_n, 1, 4), **_pool}, image(_n))
    add(f"AveragePooling{_n}D", {"pool_size": per_axis(_n, 1, 4), **_pool}, image(_n))
    for _kind in ("Max", "Average"):
        add(f"Global{_kind}Pooling{_n}D", {"data_format": FORMAT, "keepdims": st.booleans()}, image(_n))
    add(
        f"ZeroPadding{_n}D",
        {"padding": integers(0, 3) | st.tuples(*[integers(0, 2)] * max(_n, 2)), "data_format": FORMAT},
        image(_n, 1, 6),
    )
    add(f"SpatialDropout{_n}D", {"rate!": st.sampled_from([0.0, 0.3, 1.5])}, image(_n))
    add(
        f"ConvLSTM{_n}D",
        {
            "filters!": integers(1, 3), "kernel_size!": per_axis(_n, 1, 3), "strides": per_axis(_n, 1, 2), "padding": st.sampled_from(["valid", "same"]),
            "return_sequences": st.booleans(), "return_state": st.booleans(), "use_bias": st.booleans(),
        },
        image(_n + 1, 1, 5, 3),
    )  # fmt: skip
for _n in (1, 2):
    _depthwise = {
        "kernel_size!": per_axis(_n, 1, 4), "strides": integers(1, 2), "padding": st.sampled_from(["valid", "same"]),
        "depth_multiplier": integers(1, 3), "data_format": FORMAT, "use_bias": st.booleans(),
    }  # fmt: skip
    add(f"DepthwiseConv{_n}D", _depthwise, image(_n))
    add(f"SeparableConv{_n}D", {"filters!": integers(1, 5), **_depthwise}, image(_n))
add("Cropping1D", {"cropping": integers(0, 3) | st.tuples(integers(0, 3), integers(0, 3))}, image(1))
_CROP = (
    integers(0, 3)
    | st.tuples(integers(0, 3), integers(0, 3))
    | st.tuples(*[st.tuples(integers(0, 3), integers(0, 2))] * 2)
)
add("Cropping2D", {"cropping": _CROP, "data_format": FORMAT}, image(2))
add("Cropping3D", {"cropping": integers(0, 3), "data_format": FORMAT}, image(3))
add("UpSampling1D", {"size": integers(1, 3)}, image(1))
add(
    "UpSampling2D",
    {"size": per_axis(2, 1, 3), "data_format": FORMAT, "interpolation": st.sampled_from(["nearest", "bilinear"])},
    image(2),
)
add("UpSampling3D", {"size": per_axis(3, 1, 2), "data_format": FORMAT}, image(3, 1, 6))
add("Dense", {"units!": integers(0, 8), "use_bias": st.booleans(), "activation": ACTIVATION}, any_shape())
add("EinsumDense", {"equation!": st.sampled_from(["ab,bc->ac", "abc,cd->abd", "...x,xy->...y", "abc,cde->abde"]),
                    "output_shape!": st.sampled_from([4, (None, 4), (None, 2, 4), (4,)]), "bias_axes": st.sampled_from(["c", "d", "y", "de"])},
    any_shape(1, 3))  # fmt: skip
add("Flatten", {"data_format": FORMAT}, any_shape())
add(
    "Reshape",
    {"target_shape!": st.lists(integers(1, 4) | st.just(-1), min_size=1, max_size=3).map(tuple)},
    any_shape(1, 3, 4),
)
add(
    "Permute",
    {"dims!": st.permutations([1, 2, 3]).map(tuple) | st.permutations([1, 2]).map(tuple) | st.just((0, 1))},
    any_shape(2, 3),
)
add("RepeatVector", {"n!": integers(0, 5)}, any_shape(1, 2))
add(
    "Embedding",
    {"input_dim!": integers(1, 20), "output_dim!": integers(1, 8), "mask_zero": st.booleans()},
    any_shape(1, 3),
)
add("BatchNormalization", {"axis": integers(-3, 3), "center": st.booleans(), "scale": st.booleans()}, any_shape(1, 4))
add(
    "LayerNormalization",
    {"axis": integers(-3, 3) | st.just([1, 2]) | st.just([-1, -2]), "center": st.booleans(), "scale": st.booleans()},
    any_shape(1, 4),
)
add(
    "GroupNormalization",
    {"groups": integers(-1, 4), "axis": st.sampled_from([-1, 1]), "scale": st.booleans()},
    any_shape(2, 4),
)
add("RMSNormalization", {"axis": integers(-2, 2)}, any_shape(1, 4))
add("UnitNormalization", {"axis": integers(-2, 2)}, any_shape(2, 4))
add("Dropout", {"rate!": st.sampled_from([0, 0.5, -0.1, 1.2])}, any_shape())
add("GaussianNoise", {"stddev!": st.sampled_from([0.1, 1.0])}, any_shape())
add("GaussianDropout", {"rate!": st.sampled_from([0.1, 0.5])}, any_shape())
add("Activation", {"activation!": st.sampled_from(["relu", "gelu", "softmax", "rleu", "mish", "elu"])}, any_shape())
add("ReLU", {"max_value": st.sampled_from([6.0, None]), "negative_slope": st.sampled_from([0.0, 0.1])}, any_shape())
add("LeakyReLU", {"negative_slope": st.sampled_from([0.1, -0.1])}, any_shape())
add("PReLU", {"shared_axes": st.sampled_from([[1], [1, 2], None])}, any_shape(2, 4))
add("ELU", {}, any_shape())
add("Softmax", {"axis": integers(-2, 2)}, any_shape(2, 4))
add("Rescaling", {"scale!": st.just(0.5), "offset": st.just(-1.0)}, any_shape())
_SIDES = {"height!": integers(1, 9), "width!": integers(1, 9), "data_format": FORMAT}
add("Resizing", {**_SIDES, "crop_to_aspect_ratio": st.booleans(), "pad_to_aspect_ratio": st.booleans()}, image(2))
add("CenterCrop", _SIDES, image(2))
add("RandomCrop", _SIDES, image(2))
_RANGE = {"value_range": st.sampled_from([(0, 255), (0.0, 1.0)])}
_FACTOR = {"factor!": st.sampled_from([0.2, 0.5, (0.1, 0.3)])}
AUGMENTED: dict[str, Mapping[str, Any]] = {
    "RandomFlip": {"mode": st.sampled_from(["horizontal", "vertical", "horizontal_and_vertical", "diagonal"])},
    "RandomRotation": _FACTOR,
    "RandomZoom": {"height_factor!": st.sampled_from([0.1, (0.1, 0.2)]), "width_factor": st.just(0.2)},
    "RandomTranslation": {"height_factor!": st.sampled_from([0.1, (0.1, 0.2)]), "width_factor!": st.just(0.2)},
    "RandomShear": {"x_factor": st.just(0.2), "y_factor": st.just(0.1)},
    "RandomPerspective": {"factor": st.just(0.5), "scale": st.just(0.5)},
    "RandomElasticTransform": {"factor": st.just(0.5), **_RANGE},
    "RandomContrast": _FACTOR,
    "RandomBrightness": _FACTOR,
    "RandomHue": {**_FACTOR, **_RANGE},
    "RandomSaturation": {**_FACTOR, **_RANGE},
    "RandomSharpness": {**_FACTOR, **_RANGE},
    "RandomColorDegeneration": {**_FACTOR, **_RANGE},
    "RandomPosterization": {"factor!": integers(1, 8), **_RANGE},
    "RandomColorJitter": {"brightness_factor": st.just(0.2), **_RANGE},
    "RandomGrayscale": {"factor": st.just(0.5)},
    "RandomInvert": _RANGE,
    "RandomErasing": {"factor": st.just(0.5), **_RANGE},
    "RandomGaussianBlur": {"kernel_size": st.sampled_from([1, 3, (3, 5)]), **_RANGE},
    "RandAugment": {"num_ops": integers(1, 3), **_RANGE},
    "AugMix": {"num_chains": integers(1, 3), **_RANGE},
    "AutoContrast": {"value_range": st.just((0, 255))},
    "ContrastLimitedAdaptiveHistogramEqualization": _RANGE,
    "Solarization": {"value_range": st.just((0, 255))},
}
for _name, _given in AUGMENTED.items():
    add(_name, _given, st.tuples(st.tuples(integers(4, 9), integers(4, 9), st.just(3))))
for _n in (1, 2, 3):
    for _kind in ("Max", "Average"):
        add(
            f"Adaptive{_kind}Pooling{_n}D", {"output_size!": per_axis(_n, 1, 5), "data_format": FORMAT}, image(_n, 1, 9)
        )
add("AlphaDropout", {"rate!": st.sampled_from([0.1, 0.5, 1.5])}, any_shape())
add("ActivityRegularization", {"l1": st.just(0.1)}, any_shape())
add("Identity", {}, any_shape(0))
add("Masking", {"mask_value": st.just(0.0)}, any_shape(2, 3))
add(
    "Normalization",
    {"axis": integers(-3, 3) | st.none() | st.just((-1, -2)), "mean": st.just(0.5), "variance": st.just(1.0)},
    any_shape(1, 3),
)
add(
    "CategoryEncoding",
    {"num_tokens!": integers(2, 6), "output_mode": st.sampled_from(["multi_hot", "one_hot", "count"])},
    any_shape(0, 2),
)
add("Discretization", {"bin_boundaries!": st.just([0.0, 1.0, 2.0]), "output_mode": st.sampled_from(["int", "one_hot", "multi_hot", "count"])},
    any_shape(1, 2))  # fmt: skip
add(
    "ReversibleEmbedding",
    {"input_dim!": integers(1, 20), "output_dim!": integers(1, 8), "tie_weights": st.booleans()},
    any_shape(1, 3),
)
_RNN = {"units!": integers(0, 6), "use_bias": st.booleans(), "return_sequences": st.booleans(), "return_state": st.booleans(),
        "go_backwards": st.booleans()}  # fmt: skip
for _name in ("SimpleRNN", "LSTM", "GRU"):
    add(_name, _RNN, any_shape(1, 3))
add("MultiHeadAttention", {"num_heads!": integers(1, 3), "key_dim!": integers(1, 4), "value_dim": integers(1, 4), "use_bias": st.booleans(),
                           "output_shape": integers(1, 5)},
    st.tuples(integers(1, 4), integers(1, 5), integers(1, 5)).map(lambda t: ((t[0], t[2]), (t[1], t[2]))))  # fmt: skip
add("GroupQueryAttention", {"head_dim!": integers(1, 4), "num_query_heads!": integers(1, 4), "num_key_value_heads!": integers(1, 2)},
    st.tuples(integers(1, 4), integers(1, 5), integers(1, 5)).map(lambda t: ((t[0], t[2]), (t[1], t[2]))))  # fmt: skip
_SEQUENCES = st.tuples(size(1, 4), size(1, 4), size(1, 4)).map(lambda t: ((t[0], t[2]), (t[1], t[2])))
_TWO = st.lists(st.lists(integers(1, 3), min_size=1, max_size=3).map(tuple), min_size=2, max_size=2).map(tuple)
_PAIR = st.one_of(_SEQUENCES, _SEQUENCES, _SEQUENCES, _TWO)
add("Attention", {"use_scale": st.booleans(), "score_mode": st.sampled_from(["dot", "concat"])}, _PAIR, listed=True)
add("AdditiveAttention", {"use_scale": st.booleans()}, _PAIR, listed=True)
_SHAPES = st.lists(st.lists(size(1, 3), min_size=1, max_size=3).map(tuple), min_size=2, max_size=3)
_ALIKE = st.tuples(st.lists(size(1, 4), min_size=1, max_size=3).map(tuple), integers(2, 3)).map(lambda t: [t[0]] * t[1])
for _name in ("Add", "Multiply", "Average", "Maximum", "Minimum"):
    add(_name, {}, _SHAPES | _ALIKE, listed=True)
add("Subtract", {}, st.lists(integers(1, 3), min_size=1, max_size=3).map(lambda s: [tuple(s), tuple(s)]), listed=True)
add("Concatenate", {"axis": integers(-2, 3)}, _ALIKE | _SHAPES, listed=True)
_DOTS = st.tuples(integers(1, 3), integers(1, 3), integers(1, 3)).map(lambda t: [(t[0], t[1]), (t[0], t[2])])
add("Dot", {"axes!": st.sampled_from([1, 2, -1, (1, 1), (1, 2), (2, 2)])}, _DOTS, listed=True)


@st.composite
def wrapped(
    draw: st.DrawFn, layer: str, inner: str, arguments: Mapping[str, st.SearchStrategy[Any]], extra: int
) -> Case:
    """A layer around another, on an input of `extra` more axes."""
    inside = draw(LAYERS[inner])
    given = {name: draw(strategy) for name, strategy in arguments.items() if draw(st.booleans())}
    shape = (*[draw(integers(1, 4)) for _ in range(extra)], *inside.shapes[0])
    return Case(layer, given, (shape,), False, Case(inside.layer, inside.arguments, ()))


@st.composite
def of_cells(draw: st.DrawFn, cell: str, several: bool) -> Case:
    """`RNN` around a cell, or several of them one upon the other."""
    cells = [
        f"keras.layers.{cell}({draw(integers(1, 5))}, use_bias={draw(st.booleans())})"
        for _ in range(draw(integers(1, 3)) if several else 1)
    ]
    given = {
        name: draw(st.booleans())
        for name in ("return_sequences", "return_state", "go_backwards")
        if draw(st.booleans())
    }
    (shape,) = draw(any_shape(1, 2))
    inner = f"keras.layers.StackedRNNCells([{', '.join(cells)}])" if several else cells[0]
    return Case("RNN", {"cell": Source(inner), **given}, (shape,))


for _name in ("SimpleRNNCell", "LSTMCell", "GRUCell"):
    LAYERS[f"RNN({_name})"] = of_cells(_name, False)
    LAYERS[f"RNN(StackedRNNCells({_name}))"] = of_cells(_name, True)
LAYERS["TimeDistributed(Dense)"] = wrapped("TimeDistributed", "Dense", {}, 1)
LAYERS["TimeDistributed(Conv2D)"] = wrapped("TimeDistributed", "Conv2D", {}, 1)
LAYERS["TimeDistributed(Flatten)"] = wrapped("TimeDistributed", "Flatten", {}, 1)
_MODES = {"merge_mode": st.sampled_from(["concat", "sum", "mul", "ave", None])}
for _name in ("LSTM", "GRU", "SimpleRNN"):
    LAYERS[f"Bidirectional({_name})"] = wrapped("Bidirectional", _name, _MODES, 0)
LAYERS["SpectralNormalization(Dense)"] = wrapped("SpectralNormalization", "Dense", {}, 0)
LAYERS["SpectralNormalization(Conv2D)"] = wrapped("SpectralNormalization", "Conv2D", {}, 0)
