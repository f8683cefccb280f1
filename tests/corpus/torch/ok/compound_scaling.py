"""Width, depth and resolution are scaled together; stages are written as short strings."""
import math
import re
from collections import namedtuple

import torch
from torch import nn
from torch.nn import functional as F

Stage = namedtuple("Stage", "repeats kernel stride expansion channels gate")
Scale = namedtuple("Scale", ["width", "depth", "side", "drop"])

SCALES = {"base": Scale(1.0, 1.0, 224, 0.2), "plus": Scale(1.0, 1.1, 240, 0.2), "big": Scale(1.1, 1.2, 260, 0.3)}
STAGES = """
    1x k3 s1 e1 c16 g0.25
    2x k3 s2 e6 c24 g0.25
    2x k5 s2 e6 c40 g0.25
    3x k3 s2 e6 c80 g0.25
    3x k5 s1 e6 c112 g0.25
    4x k5 s2 e6 c192 g0.25
    1x k3 s1 e6 c320 g0.25
"""
LINE = re.compile(r"(\d+)x k(\d+) s(\d+) e(\d+) c(\d+) g([\d.]+)")


def read_stages(text):
    for line in text.strip().split("\n"):
        *integers, gate = LINE.match(line.strip()).groups()
        yield Stage(*map(int, integers), float(gate))


def scaled_width(channels, factor, unit=8):
    if factor == 1.0:
        return channels
    wanted = channels * factor
    near = max(unit, unit * int((wanted + unit / 2) / unit))
    return near if near >= 0.9 * wanted else near + unit


def scaled_depth(repeats, factor):
    return int(math.ceil(repeats * factor))


class GatedInverted(nn.Module):
    def __init__(self, a, b, kernel, stride, expansion, gate):
        super().__init__()
        wide, squeezed = a * expansion, max(1, int(a * gate))
        self.keeps = (a, stride) == (b, 1)
        self.widens = expansion > 1
        if self.widens:
            self.widen, self.widen_norm = nn.Conv2d(a, wide, 1, bias=False), nn.BatchNorm2d(wide, momentum=0.01)
        self.filter = nn.Conv2d(wide, wide, kernel, stride=stride, padding=(kernel - 1) // 2, groups=wide, bias=False)
        self.filter_norm = nn.BatchNorm2d(wide, momentum=0.01)
        self.squeeze, self.excite = nn.Conv2d(wide, squeezed, 1), nn.Conv2d(squeezed, wide, 1)
        self.narrow, self.narrow_norm = nn.Conv2d(wide, b, 1, bias=False), nn.BatchNorm2d(b, momentum=0.01)

    def forward(self, x):
        y = F.silu(self.widen_norm(self.widen(x))) if self.widens else x
        y = F.silu(self.filter_norm(self.filter(y)))
        gate = F.silu(self.squeeze(F.adaptive_avg_pool2d(y, 1)))
        y = torch.sigmoid(self.excite(gate)) * y
        y = self.narrow_norm(self.narrow(y))
        return y + x if self.keeps else y


class ScaledNet(nn.Module):
    def __init__(self, scale="base", num_classes=1000):
        super().__init__()
        width, depth, self.side, drop = SCALES[scale]
        current = scaled_width(32, width)
        self.stem, self.stem_norm = nn.Conv2d(3, current, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(current)
        self.blocks = nn.ModuleList([])
        for stage in read_stages(STAGES):
            channels = scaled_width(stage.channels, width)
            for n in range(scaled_depth(stage.repeats, depth)):
                stride = stage.stride if n == 0 else 1
                self.blocks.append(GatedInverted(current, channels, stage.kernel, stride, stage.expansion, stage.gate))
                current = channels
        last = scaled_width(1280, width)
        self.top, self.top_norm = nn.Conv2d(current, last, 1, bias=False), nn.BatchNorm2d(last)
        self.drop = nn.Dropout(drop)
        self.classify = nn.Linear(last, num_classes)

    def forward(self, x):
        x = F.silu(self.stem_norm(self.stem(x)))
        for block in self.blocks:
            x = block(x)
        x = F.silu(self.top_norm(self.top(x)))
        x = F.adaptive_avg_pool2d(x, 1).squeeze(-1).squeeze(-1)
        return self.classify(self.drop(x))


if __name__ == "__main__":
    model = ScaledNet("base")
    print(model(torch.randn(1, 3, model.side, model.side)).shape)
