"""Single-stage detector with a feature pyramid; the output is a dict."""
from typing import Dict, List

import torch
from torch import Tensor, nn
import torch.nn.functional as F


class Unit(nn.Module):
    def __init__(self, a, b, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(a, b, 3, stride, 1, bias=False)
        self.norm = nn.BatchNorm2d(b)

    def forward(self, x):
        return F.silu(self.norm(self.conv(x)))


class Backbone(nn.Module):
    def __init__(self, widths=(16, 32, 64, 128, 256), keep=3):
        super().__init__()
        self.stem = Unit(3, widths[0], stride=2)
        self.stages = nn.ModuleList(nn.Sequential(Unit(a, b, stride=2), Unit(b, b)) for a, b in zip(widths[:-1], widths[1:]))
        self.keep = keep
        self.widths = widths[-keep:]

    def forward(self, x) -> List[Tensor]:
        maps = [self.stem(x)]
        for stage in self.stages:
            maps.append(stage(maps[-1]))
        return maps[-self.keep:]


class TopDown(nn.Module):
    """Coarse maps are enlarged onto the finer ones, from the top down."""

    def __init__(self, widths, out):
        super().__init__()
        self.lateral = nn.ModuleList([nn.Conv2d(width, out, 1) for width in widths])
        self.smooth = nn.ModuleList([nn.Conv2d(out, out, 3, padding=1) for _ in widths])

    def forward(self, maps: List[Tensor]) -> List[Tensor]:
        found: List[Tensor] = []
        above = None
        for i in range(len(maps) - 1, -1, -1):
            here = self.lateral[i](maps[i])
            if above is not None:
                here = here + F.interpolate(above, size=here.shape[-2:], mode="nearest")
            above = here
            found.insert(0, self.smooth[i](here))
        return found


class Head(nn.Module):
    def __init__(self, width, anchors, outputs):
        super().__init__()
        self.anchors = anchors
        self.tower = nn.Sequential(*[Unit(width, width) for _ in range(2)])
        self.predict = nn.ModuleDict({name: nn.Conv2d(width, anchors * n, 3, padding=1) for name, n in outputs.items()})

    def as_list(self, x: Tensor) -> Tensor:
        """One row an anchor, position by position."""
        n, _, h, w = x.shape
        x = x.view(n, self.anchors, -1, h, w).permute(0, 3, 4, 1, 2)
        return x.reshape(n, h * w * self.anchors, -1)

    def forward(self, x):
        x = self.tower(x)
        return {name: self.as_list(conv(x)) for name, conv in self.predict.items()}


class Detector(nn.Module):
    def __init__(self, num_classes=20, anchors=3, width=64):
        super().__init__()
        self.backbone = Backbone()
        self.pyramid = TopDown(self.backbone.widths, width)
        self.head = Head(width, anchors, {"scores": num_classes, "boxes": 4})

    def forward(self, images) -> Dict[str, Tensor]:
        found: Dict[str, List[Tensor]] = {"scores": [], "boxes": []}
        for level in self.pyramid(self.backbone(images)):
            for name, rows in self.head(level).items():
                found[name].append(rows)
        return {name: torch.cat(rows, dim=1) for name, rows in found.items()}


if __name__ == "__main__":
    for name, rows in Detector()(torch.rand(1, 3, 256, 320)).items():
        print(name, tuple(rows.shape))
