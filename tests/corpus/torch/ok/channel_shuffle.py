import torch
import torch.nn as nn
from torch import Tensor


def interleave(x: Tensor, groups: int) -> Tensor:
    """Deals the channels of each group out over the whole, like cards."""
    n, c, h, w = x.size()
    x = x.view(n, groups, c // groups, h, w)
    return torch.transpose(x, 1, 2).contiguous().view(n, -1, h, w)


class ShuffleUnit(nn.Module):
    def __init__(self, before: int, after: int, stride: int) -> None:
        super().__init__()
        if stride not in (1, 2):
            raise ValueError("stride is 1 or 2")
        half = after // 2
        assert stride == 2 or before == half << 1
        self.halves = stride == 2
        taken = before if self.halves else half
        self.left = nn.Sequential()
        if self.halves:
            self.left = nn.Sequential(*self.depthwise(before, stride), *self.pointwise(before, half))
        self.right = nn.Sequential(*self.pointwise(taken, half), *self.depthwise(half, stride), *self.pointwise(half, half))

    @staticmethod
    def depthwise(width, stride):
        return nn.Conv2d(width, width, 3, stride, 1, bias=False, groups=width), nn.BatchNorm2d(width)

    @staticmethod
    def pointwise(a, b):
        return nn.Conv2d(a, b, kernel_size=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        if self.halves:
            y = torch.cat((self.left(x), self.right(x)), dim=1)
        else:
            kept, changed = x.chunk(2, dim=1)
            y = torch.cat((kept, self.right(changed)), dim=1)
        return interleave(y, 2)


class ShuffleNet(nn.Module):
    stage2: nn.Sequential
    stage3: nn.Sequential
    stage4: nn.Sequential

    def __init__(self, counts, widths, num_classes=1000):
        super().__init__()
        first, *middle, last = widths
        if len(counts) != len(middle):
            raise ValueError("as many counts as stages are expected")
        self.stem = nn.Sequential(nn.Conv2d(3, first, 3, 2, 1, bias=False), nn.BatchNorm2d(first), nn.ReLU(inplace=True))
        self.pool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
        for number, (count, width) in enumerate(zip(counts, middle), start=2):
            units = [ShuffleUnit(first, width, 2)] + [ShuffleUnit(width, width, 1) for _ in range(count - 1)]
            setattr(self, f"stage{number}", nn.Sequential(*units))
            first = width
        self.top = nn.Sequential(*ShuffleUnit.pointwise(first, last))
        self.classify = nn.Linear(last, num_classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool(self.stem(x))
        x = self.stage4(self.stage3(self.stage2(x)))
        return self.classify(self.top(x).mean([2, 3]))


def normal_width(**options):
    return ShuffleNet([4, 8, 4], [24, 116, 232, 464, 1024], **options)
