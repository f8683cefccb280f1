"""A small builder of layer graphs, so that rules can be tested without reading a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnnlint.analysis.result import FileAnalysis
from cnnlint.graph import Field, Input, LayerCall, Location, Loss, Model, Shape, Tensor
from cnnlint.graph.algebra import collapse, join, seed, transposed, window
from cnnlint.graph.places import reshaped
from cnnlint.graph.schema import attribute_problems
from cnnlint.interpreter.outcome import Fact
from cnnlint.symbolic import Size, product, symbol

N = symbol("N")
PATH = "net.py"


def place(line: int, path: str = PATH) -> Location:
    """A place on one line."""
    return Location(path, line, 5, line, 20)


class Net:
    """Layers one after the other, channels last; each method adds one and goes on from it.

    `at` goes back to an earlier layer for a branch.
    """

    def __init__(self, *shape: Size, framework: str = "torch", name: str = "net") -> None:
        self.framework = framework
        self.name = name
        self.entry = Input("x", (N, *shape), at=place(1))
        self.layers: list[LayerCall] = []
        spatial = tuple(range(1, len(shape)))
        self.tensor = Tensor((N, *shape), field=seed(shape[:-1], spatial) if spatial else None, sources=(self.entry,))
        self.losses: list[Loss] = []

    def add(
        self, name: str, role: str, shape: Shape | None, field: Field | None, *others: Tensor, parameters: Size = 0,
        op: str = "", **attributes: object,
    ) -> Net:  # fmt: skip
        """Add a layer; attributes that are not declared are refused."""
        attributes = {"role": role, **attributes}
        assert not attribute_problems(attributes)
        sources = (*self.tensor.sources, *(source for other in others for source in other.sources))
        line = len(self.layers) + 10
        layer = LayerCall(
            name, name.rstrip("0123456789").title(), op or f"lib.{name}", "module", sources, (), place(line + 100),
            place(line), parameters=parameters, trainable=parameters, attributes=attributes,
        )  # fmt: skip
        self.tensor = Tensor(shape, field=field, sources=(layer,))
        layer.outputs = (self.tensor,)
        self.layers.append(layer)
        return self

    def at(self, index: int) -> Net:
        """Go on from an earlier layer."""
        self.tensor = self.layers[index].outputs[0]
        return self

    def conv(self, channels: Size, kernel: int = 3, stride: int = 1, padding: int = 0, **attributes: object) -> Net:
        """A convolution or, with `role`, another window."""
        batch, *sizes, before = self._shape()
        field = self.tensor.field
        for axis in range(1, len(sizes) + 1):
            field = window(field, axis, kernel, stride, padding)
        out = tuple((size + 2 * padding - kernel) // stride + 1 for size in sizes)
        rank = len(sizes)
        given: dict[str, Any] = {
            "role": "conv", "kernel": (kernel,) * rank, "stride": (stride,) * rank, "dilation": (1,) * rank, "bias": True,
        }  # fmt: skip
        given.update(attributes)
        role = given.pop("role")
        parameters = (kernel**rank * before + 1) * channels if role == "conv" else 0
        return self.add(self._name(role), role, (batch, *out, channels), field, parameters=parameters, **given)

    def up(self, channels: Size, kernel: int = 2, stride: int = 2) -> Net:
        """A transposed convolution."""
        batch, *sizes, _ = self._shape()
        field = self.tensor.field
        for axis in range(1, len(sizes) + 1):
            field = transposed(field, axis, kernel, stride)
        out = tuple((size - 1) * stride + kernel for size in sizes)
        windows = {"kernel": (kernel,) * len(out), "stride": (stride,) * len(out), "dilation": (1,) * len(out)}
        return self.add("up", "conv-transpose", (batch, *out, channels), field, **windows)

    def pool(self, kernel: int = 2) -> Net:
        """A pooling."""
        return self.conv(self._shape()[-1], kernel, kernel, role="pool")

    def same(self, role: str, name: str = "", **attributes: object) -> Net:
        """A layer that keeps shape and field."""
        return self.add(name or self._name(role), role, self._shape(), self.tensor.field, **attributes)

    def relu(self) -> Net:
        """A rectifier."""
        return self.same("activation", activation="relu")

    def flatten(self) -> Net:
        """Positions and channels on one axis."""
        shape = self._shape()
        flat = (shape[0], product(shape[1:]))
        return self.add(self._name("flatten"), "flatten", flat, reshaped(self.tensor.field, shape, flat))

    def global_pool(self) -> Net:
        """Positions away."""
        shape = self._shape()
        axes = range(1, len(shape) - 1)
        return self.add("pooled", "global-pool", (shape[0], shape[-1]), collapse(self.tensor.field, shape, axes))

    def dense(self, features: Size, **attributes: object) -> Net:
        """A dense layer over the last axis."""
        shape = self._shape()
        before = shape[-1]
        field = collapse(self.tensor.field, shape, [len(shape) - 1])
        return self.add(
            self._name("dense"), "dense", (*shape[:-1], features), field, parameters=(before + 1) * features,
            in_features=before, out_features=features, bias=True, **attributes,
        )  # fmt: skip

    def plus(self, index: int) -> Net:
        """Add an earlier layer's output."""
        other = self.layers[index].outputs[0]
        fields = [field for field in (self.tensor.field, other.field) if field is not None]
        return self.add(self._name("add"), "add", self._shape(), join(fields), other)

    def loss(self, op: str, from_logits: bool | None) -> Net:
        """Feed what there is to a loss."""
        self.losses.append(Loss(op, place(90), from_logits, self.tensor.sources[0]))
        return self

    def model(self) -> Model:
        """The model whose output is the last layer's."""
        total: Size = 0
        for layer in self.layers:
            total = total + layer.parameters
        return Model(
            self.name, self.framework, place(2), (self.entry,), (self.tensor,), tuple(self.layers), total, total,
            losses=tuple(self.losses),
        )  # type: ignore[arg-type]  # fmt: skip

    def file(self, text: str = "") -> FileAnalysis:
        """The file that holds only this model."""
        return FileAnalysis(PATH, text, (self.model(),))

    def _shape(self) -> Shape:
        assert self.tensor.shape is not None
        return self.tensor.shape

    def _name(self, role: str) -> str:
        return f"{role}{sum(layer.attributes['role'] == role for layer in self.layers)}"


def residual(blocks: int) -> Net:
    """A classifier with blocks of seven layers, every third of them with a shortcut around the two before."""
    net = Net(224, 224, 3).conv(64, 7, 2, 3)
    for _ in range(blocks):
        start = len(net.layers) - 1
        for _ in range(2):
            net.conv(64, 3, 1, 1, bias=False).same("norm", norm="batch", affine=True).relu()
        net.plus(start)
    return net.global_pool().dense(10)


def with_facts(*facts: Fact, models: Sequence[Model] = (), text: str = "") -> FileAnalysis:
    """A file of which only facts are known."""
    owner = models[0] if models else None
    return FileAnalysis(PATH, text, tuple(models), facts, (owner,) * len(facts))


def fact(
    kind: str, words: str = "takes 64 channels and gets 32", error: str = "RuntimeError", **details: object
) -> Fact:
    """A fact of a kind."""
    return Fact(kind, words, place(30), error, place(12), ((place(40), "called from here"),), details)
