"""Models built by hand, so that reports can be tested without the analysis."""

from __future__ import annotations

from dataclasses import replace

from cnnlint.analysis.result import FileAnalysis
from cnnlint.graph import AxisField, Field, Input, LayerCall, Location, Model, Place, Reads, Tensor
from cnnlint.symbolic import symbol

DIGITS = '''"""Handwritten digits, 28 by 28 pixels: convolutions alone."""

from keras import layers, models

model = models.Sequential()
model.add(layers.Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(layers.Conv2D(64, (3, 3), activation="relu"))
model.add(layers.Conv2D(64, (3, 3), activation="relu"))
'''
N = symbol("N")


def field(size: int, extent: int = 28, *, spread: float = 0.0, whole: bool = False, axes: int = 2) -> Field:
    """The field of a map behind unpadded windows of step 1."""
    read = None if whole else Reads(((0, size - 1),))
    axis = AxisField(size=size, low=0, least=size, spread=spread, whole=whole, reads=read)
    return Field((extent,) * axes, (axis,) * axes, tuple((Place(k + 1),) for k in range(axes)))


def place(line: int, column: int = 1, end: int | None = None, path: str = "digits.py") -> Location:
    """A place on one line."""
    return Location(path, line, column, line, end if end is not None else column + 1)


def conv(
    name: str, source: Input | LayerCall, shape: tuple[int, ...], size: int, parameters: int, line: int
) -> LayerCall:
    """A convolution of the digit network."""
    side, channels = shape[0], shape[-1]
    layer = LayerCall(
        name=name,
        type="Conv2D",
        op="keras.layers.Conv2D",
        kind="module",
        inputs=(source,),
        outputs=(),
        at=place(line, 11, 57),
        parameters=parameters,
        trainable=parameters,
        macs=side * side * (parameters - channels),
    )
    tensor = Tensor((N, *shape), field=field(size, spread=(size - 1) / 3), sources=(layer,))
    layer.outputs = (tensor,)
    return layer


def digits() -> FileAnalysis:
    """The network of 28 × 28 digits of the README."""
    entry = Input("conv2d_input", (N, 28, 28, 1), "input_shape at line 6")
    first = conv("conv2d", entry, (26, 26, 32), 3, 320, 6)
    second = conv("conv2d_1", first, (24, 24, 64), 5, 18_496, 7)
    third = conv("conv2d_2", second, (22, 22, 64), 7, 36_928, 8)
    model = Model(
        name="sequential",
        framework="keras",
        at=place(5),
        inputs=(entry,),
        outputs=third.outputs,
        layers=(first, second, third),
        parameters=55_744,
        trainable_parameters=55_744,
    )
    return FileAnalysis("digits.py", DIGITS, (model,))


def call(name: str, kind: str, depth: int, parameters: int = 10, type_: str = "Conv2d") -> LayerCall:
    """A call of the nested network."""
    tensor = Tensor((N, 8, 4, 4), field=field(3))
    layer = LayerCall(name, type_, "torch.nn.Conv2d", kind, (), (tensor,), place(3),
                      parameters=parameters, trainable=parameters, macs=0 if kind == "container" else parameters * 16, depth=depth)  # fmt: skip
    layer.outputs = (replace(tensor, sources=(layer,)),)
    return layer


def nested() -> FileAnalysis:
    """A network with containers in containers, and an operation inside a layer."""
    layers = (
        call("conv1", "module", 1),
        call("relu", "function", 1, 0, type_="relu"),
        call("layer1.0.conv1", "module", 3),
        call("add", "operator", 4, 0, type_="add"),
        call("layer1.0.scale", "module", 3, 8, type_="LayerScale"),
        call("layer1.0", "container", 2, 18, type_="Block"),
        call("layer1", "container", 1, 18, type_="Sequential"),
        call("", "container", 0, 28, type_="Net"),
    )
    model = Model(
        "Net", "torch", place(3, path="net.py"), (Input("x", (N, 3, 8, 8)),), layers[-1].outputs, layers, 28, 20
    )
    return FileAnalysis("net.py", "", (model,))
