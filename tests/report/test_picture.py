"""The drawing of what units see: to scale, well-formed whatever the names are, and quiet about what has no picture."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from cnnlint.analysis import analyze_source
from cnnlint.report import picture
from cnnlint.report.style import Style

HEAD = "import torch\nfrom torch import nn\n"
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*texts: str) -> ET.Element:
    text = "\n".join(picture.render([analyze_source(HEAD + text) for text in texts], Style()))
    return ET.fromstring(text)  # noqa: S314 - our own


def fields(root: ET.Element) -> dict[str, tuple[float, ...]]:
    """The rectangles of the fields, by what they say: left, top, width and height."""
    found = {}
    for rect in root.iter(f"{SVG}rect"):
        title = rect.find(f"{SVG}title")
        if title is not None:
            found[title.text or ""] = tuple(float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
    return found


def test_fields_are_drawn_to_scale_around_the_middle() -> None:
    root = drawn("net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.Conv2d(4, 4, 3))\nnet(torch.zeros(1, 1, 28, 28))\n")
    pixel = picture.SIDE / 28
    left, top = picture.GAP, 40
    assert fields(root) == {
        "0 sees 3×3": (left + 12 * pixel, top + 12 * pixel, 3 * pixel, 3 * pixel),
        "1 sees 5×5": (left + 11 * pixel, top + 11 * pixel, 5 * pixel, 5 * pixel),
    }


def test_padding_is_cut_off() -> None:
    root = drawn("net = nn.Sequential(nn.Conv2d(1, 4, 9, padding=4))\nnet(torch.zeros(1, 1, 4, 8))\n")
    assert fields(root) == {"0 sees 9×9": (picture.GAP, 40, 8 * 28, 4 * 28)}


def test_a_panel_for_each_model_and_not_more_fields_than_can_be_told_apart() -> None:
    deep = "net = nn.Sequential(*[nn.Conv2d(1, 1, 3, padding=1) for _ in range(30)])\nnet(torch.zeros(1, 1, 64, 64))\n"
    root = drawn(deep, deep)
    assert float(root.attrib["width"]) == picture.GAP + 2 * (picture.SIDE + picture.GAP)
    drawn_fields = [rect for rect in root.iter(f"{SVG}rect") if rect.find(f"{SVG}title") is not None]
    assert len(drawn_fields) == 16
    assert {"0 sees 3×3", "29 sees 61×61"} <= set(fields(root))


def test_names_cannot_break_out() -> None:
    name = '"a<script>&"'
    root = drawn(f"net = nn.Sequential()\nnet.add_module({name}, nn.Conv2d(1, 4, 3))\nnet(torch.zeros(1, 1, 9, 9))\n")
    assert "a<script>& sees 3×3" in fields(root)


def test_sequences_and_open_sizes_have_no_picture() -> None:
    root = drawn(
        "net = nn.Sequential(nn.Conv1d(1, 4, 3))\nnet(torch.zeros(1, 1, 9))\n",
        "net = nn.Sequential(nn.Conv2d(1, 4, 3))\n",
    )
    assert fields(root) == {}
    assert "no model" in "".join(root.itertext())
