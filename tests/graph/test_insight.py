"""What is said of a model as a whole, against what the framework does: pixels that are left out, holes in a field, tiles and their halo."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
import torch

from cnnlint.analysis import Options, analyze_source
from cnnlint.graph import Input, LayerCall, Model, insight, needed
from graph.fields.networks import Unsuitable, network
from graph.fields.oracle import built, neutral

HEAD = "import torch\nfrom torch import nn\n"


def model_of(text: str, *shape: int | str) -> Model:
    """The only model of a program, fed a tensor of this shape."""
    options = Options(inputs=(("", shape),)) if shape else Options()
    (model,) = analyze_source(text, options=options).models
    return model


def sequential(layers: str, *shape: int) -> Model:
    return model_of(f"{HEAD}net = nn.Sequential({layers})\nnet(torch.zeros({', '.join(map(str, shape))}))\n")


def left_out(model: Model) -> list[set[int]] | None:
    """The pixels along each axis that are told not to be read."""
    found = insight.unread(model)
    if not found:
        return None
    (runs,) = found.values()
    return [{u for first, last in axis for u in range(first, last + 1)} for axis in runs]


def module(parts: str, body: str) -> str:
    """A program with a module of these parts, whose forward pass gives back what the body calls `x`."""
    made = "".join(f"        self.{part}\n" for part in parts.split("; "))
    called = "".join(f"        {line}\n" for line in body.split("; "))
    return f"{HEAD}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n{made}\n    def forward(self, x):\n{called}        return x\n"


UNREAD = {
    "every second": ("nn.Conv1d(4, 4, 1, 2)", 9, {1, 3, 5, 7}),
    "the last by the floor": ("nn.Conv1d(4, 4, 3, 2), nn.ReLU(), nn.Conv1d(4, 4, 3, padding=1)", 10, {9}),
    "gaps between windows": ("nn.Conv1d(4, 4, 2, 3), nn.Conv1d(4, 4, 3, padding=1)", 11, {2, 5, 8}),
    "reflected into the windows": ("nn.Conv1d(4, 4, 2, 3, padding=1, padding_mode='reflect')", 11, set()),
    "the crop of a pad": ("nn.ConstantPad1d((-2, -1), 0), nn.Conv1d(4, 4, 3, padding=1)", 9, {0, 1, 8}),
    "none": ("nn.Conv1d(4, 4, 3, 2, 1), nn.AdaptiveAvgPool1d(1)", 10, set()),
}


@pytest.mark.parametrize(("layers", "size", "wanted"), UNREAD.values(), ids=UNREAD)
def test_pixels_that_are_not_read(layers: str, size: int, wanted: set[int]) -> None:
    assert left_out(sequential(layers, 1, 4, size)) == [wanted]


def test_a_second_branch_reads_what_the_first_leaves_out() -> None:
    model = model_of(
        module("a = nn.Conv1d(4, 4, 1, 2); b = nn.Conv1d(4, 4, 3, 2, 1)", "x = self.a(x) + self.b(x)"), 1, 4, 9
    )
    assert left_out(model) == [set()]


def test_nothing_is_said_where_a_call_is_made_on_some_paths_only() -> None:
    sometimes = "if torch.rand(1) < 0.5: x = self.b(x)"
    model = model_of(
        module("a = nn.Conv1d(4, 4, 1, 2); b = nn.Conv1d(4, 4, 1)", f"{sometimes}; x = self.a(x)"), 1, 4, 9
    )
    assert insight.unread(model) is None


def chain(rng: random.Random) -> str:
    """A network of windows along one axis: strided, dilated, padded, transposed, pooled unevenly, with branches."""
    made, called = [], []

    def layer(text: str) -> str:
        made.append(f"        self.l{len(made)} = {text}")
        return f"self.l{len(made) - 1}"

    for _ in range(rng.randint(1, 4)):
        k, s, d, p = rng.randint(1, 4), rng.randint(1, 4), rng.choice([1, 1, 1, 2, 3]), rng.randint(0, 2)
        ceil = rng.random() < 0.5
        kind = rng.choice(["conv", "conv", "conv", "max", "average", "transposed", "branches", "adaptive"])
        if kind == "branches":
            called.append(
                f"torch.relu({layer(f'nn.Conv1d(2, 2, 1, {s})')}(x) + {layer(f'nn.Conv1d(2, 2, 3, {s}, 1)')}(x))"
            )
            continue
        texts = {
            "conv": f"nn.Conv1d(2, 2, {k}, {s}, {p}, {d})",
            "max": f"nn.MaxPool1d({k}, {s}, {min(p, k // 2)}, {d}, ceil_mode={ceil})",
            "average": f"nn.AvgPool1d({k}, {s}, {min(p, k // 2)}, {ceil})",
            "transposed": f"nn.ConvTranspose1d(2, 2, {k}, {s}, {p}, 0, 1, True, {d})",
            "adaptive": f"nn.AdaptiveAvgPool1d({rng.randint(2, 9)})",
        }
        called.append(f"{layer(texts[kind])}(x)")
    lines = [HEAD, "", "class Net(nn.Module):", "    def __init__(self):", "        super().__init__()", *made, ""]
    body = ["    def forward(self, x):", *(f"        x = {call}" for call in called), "        return x", ""]
    return "\n".join([*lines, *body, f"Net()(torch.zeros(1, 2, {rng.randint(8, 40)}))\n"])


def measured(text: str, channels: int, size: int) -> torch.Tensor | None:
    """Which pixel (row) each position (column) of a network along one axis reads; None where it takes no such input."""
    x = torch.zeros(size, channels, size, dtype=torch.float64)
    x.movedim(2, 1).diagonal(0, 0, 1)[...] = 1
    try:
        with torch.no_grad(), neutral():
            y = built(text)(x)
    except RuntimeError:
        return None
    return (y != 0).any(1) if bool(torch.isfinite(y).all()) else None  # a maximum of padding alone is not finite


def chains(count: int) -> Iterator[tuple[str, Model, torch.Tensor]]:
    """Networks whose maps all still have positions, with what they read."""
    seed = 0
    while count:
        seed += 1
        text = chain(random.Random(seed))  # noqa: S311 - no secret
        size = int(text[text.rindex(",") + 1 : text.rindex("))")])
        read = measured(text, 2, size)
        if read is None:
            continue
        model = model_of(text)
        fields = [layer.receptive_field for layer in model.layers]
        if not any(field is None or field.is_global for field in fields):
            count -= 1
            yield text, model, read


def test_chains_of_windows_leave_out_exactly_what_is_told() -> None:
    wrong = []
    for text, model, read in chains(300):
        unread = {u for u in range(len(read)) if not bool(read[u].any())}
        if left_out(model) != [unread]:
            wrong.append((left_out(model), unread, text))
    assert not wrong, wrong[0]


def test_the_middle_position_reads_exactly_what_is_told() -> None:
    wrong = []
    for text, model, read in chains(300):
        final = model.final
        assert isinstance(final, LayerCall)
        middle = (read.shape[1] - 1) // 2
        found = needed.needed(model, {final: (needed.unit(read.shape[1], middle),)})
        (masks,) = [masks for source, masks in found.items() if isinstance(source, Input)]
        told = set(range(len(read))) if masks is None else set(needed.positions(masks[0]))
        if told != {u for u in range(len(read)) if bool(read[u, middle])}:
            wrong.append((told, text))
    assert not wrong, wrong[0]


def test_what_is_told_to_be_left_out_by_any_network_is() -> None:
    """Of operations that are not known to leave anything out too: less may be told there, never more."""
    checked = 0
    for seed in range(120):
        try:
            program = network(seed)
        except Unsuitable:
            continue
        told = left_out(model_of(program.text())) if program.dims == 1 else None
        read = measured(program.text(), program.channels, program.sizes[0]) if told is not None else None
        if told is not None and read is not None:
            checked += 1
            assert not [u for u in told[0] if bool(read[u].any())], program.text()
    assert checked > 20


DENSITY = {
    "dilated alike": ("nn.Conv1d(4, 4, 3, dilation=2), nn.Conv1d(4, 4, 3, dilation=2)", 5 / 9),
    "rates without a common factor": ("nn.Conv1d(4, 4, 3, dilation=1), nn.Conv1d(4, 4, 3, dilation=2)", 1),
    "one dilated": ("nn.Conv1d(4, 4, 3, dilation=4)", 3 / 9),
    "strides that skip": ("nn.Conv1d(4, 4, 1, 2), nn.Conv1d(4, 4, 3)", 3 / 5),
}


@pytest.mark.parametrize(("layers", "share"), DENSITY.values(), ids=DENSITY)
def test_holes_in_the_field(layers: str, share: float) -> None:
    density = insight.density(sequential(layers, 1, 4, 31))
    assert density is not None
    assert [float(one) for one in density] == pytest.approx([share])


def test_where_the_field_first_covers_the_input() -> None:
    layers = "nn.Conv1d(4, 4, 3), nn.MaxPool1d(2), nn.Conv1d(4, 4, 3), nn.Conv1d(4, 4, 3), nn.AdaptiveAvgPool1d(1)"
    covering = insight.covering(sequential(layers, 1, 4, 12))
    assert covering is not None
    assert covering.name == "3"
    assert insight.covering(sequential(layers, 1, 4, 13)) is None


def test_positions_without_padding() -> None:
    assert insight.valid(sequential("nn.Conv2d(4, 4, 3, padding=1), nn.Conv2d(4, 4, 5, padding=2)", 1, 4, 20, 9)) == (
        14,
        3,
    )
    assert insight.valid(sequential("nn.Conv2d(4, 4, 3), nn.Conv2d(4, 4, 5)", 1, 4, 20, 9)) == (14, 3)


def test_branches_that_do_not_lie_over_each_other() -> None:
    model = model_of(
        module("a = nn.Conv1d(4, 4, 3); b = nn.ReLU()", "x = self.a(x) + x[..., :-2]; x = self.b(x)"), 1, 4, 9
    )
    assert [layer.type for layer in insight.parted(model)] == ["add"]


TILED = {
    "a U-Net with transposed convolutions": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.down1 = nn.Conv2d(1, 2, 3, padding=1)
        self.down2 = nn.Conv2d(2, 2, 3, padding=1)
        self.deep = nn.Conv2d(2, 2, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.up2 = nn.ConvTranspose2d(2, 2, 2, 2)
        self.up1 = nn.ConvTranspose2d(2, 2, 2, 2)
        self.join2 = nn.Conv2d(4, 2, 3, padding=1)
        self.join1 = nn.Conv2d(4, 1, 3, padding=1)

    def forward(self, x):
        one = torch.relu(self.down1(x))
        two = torch.relu(self.down2(self.pool(one)))
        x = torch.relu(self.deep(self.pool(two)))
        x = torch.relu(self.join2(torch.cat([self.up2(x), two], 1)))
        return self.join1(torch.cat([self.up1(x), one], 1))
""",
    "bilinear upsampling of a strided, dilated stem": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 2, 7, stride=2, padding=3)
        self.wide = nn.Conv2d(2, 2, 3, padding=2, dilation=2)
        self.up = nn.Upsample(scale_factor=2, mode="bilinear")
        self.out = nn.Conv2d(2, 1, 1)

    def forward(self, x):
        return self.out(self.up(torch.relu(self.wide(torch.relu(self.stem(x))))))
""",
}


@pytest.mark.parametrize("body", TILED.values(), ids=TILED)
def test_tiles_with_their_halo_give_what_the_whole_gives(body: str) -> None:
    """A halo of the least size gives it to the last bit but for rounding, and one that is smaller by a pixel than what is read does not."""
    text = f"{HEAD}{body}\nnet = Net()\n"
    halos = insight.halo(model_of(text, 1, 1, "H", "W"))
    assert halos is not None
    assert halos[0] == halos[1]
    halo = halos[0]
    net, size, tile = built(text.replace("net = ", "")), 96, 16
    x = torch.rand(1, 1, size, size, dtype=torch.float64) + 1
    with torch.no_grad():
        whole = net(x)
        start = 40
        kept = whole[..., start : start + tile, start : start + tile]
        for before, exact in ((halo.least, True), (halo.least - halo.every, False)):
            cut = slice(start - before, start + tile + before)
            part = net(x[..., cut, cut])[..., before : before + tile, before : before + tile]
            assert torch.allclose(part, kept, rtol=1e-12, atol=1e-12) == exact
        for ends, exact in (((halo.before, halo.after), True), ((halo.before - 1, halo.after), False)):
            changed = x.clone()
            first, last = start - ends[0], start + tile + ends[1]
            changed[..., :first, :] = 0
            changed[..., last:, :] = 0
            assert torch.equal(net(changed)[..., start : start + tile, :], whole[..., start : start + tile, :]) == exact


def test_no_halo_is_enough_where_all_of_the_picture_is_read() -> None:
    gate = "x = x * torch.sigmoid(self.b(x.mean((2, 3), keepdim=True)))"
    text = module("a = nn.Conv2d(4, 4, 3, padding=1); b = nn.Conv2d(4, 4, 1)", f"x = self.a(x); {gate}")
    assert insight.halo(model_of(text, 1, 4, 16, 16)) is None


def test_a_network_without_padding_gives_a_smaller_map() -> None:
    halos = insight.halo(sequential("nn.Conv1d(4, 4, 3), nn.Conv1d(4, 4, 5)", 1, 4, 20))
    assert halos == (insight.Halo(3, 3, 1),)
