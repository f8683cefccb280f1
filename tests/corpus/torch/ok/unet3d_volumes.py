"""Segmentation of volumes; the layers of a block are spelt as letters: n norm, c convolution, r activation."""
import torch
from torch import nn
import torch.nn.functional as F


def spelt(cin, cout, order="ncr", groups=8):
    """(name, layer) for each letter."""
    if "c" not in order:
        raise ValueError("no convolution in " + order)
    at = order.index("c")
    for place, letter in enumerate(order):
        width = cin if place < at else cout
        if letter == "c":
            yield "conv", nn.Conv3d(cin, cout, 3, padding=1, bias="n" not in order)
        elif letter == "n":
            yield "norm", nn.GroupNorm(num_groups=groups if width >= groups else 1, num_channels=width)
        elif letter == "r":
            yield "act", nn.ReLU(inplace=True)
        else:
            raise ValueError(f"what is {letter!r}?")


class Twice(nn.Sequential):
    def __init__(self, cin, cout, going_down):
        super().__init__()
        middle = max(cout // 2, cin) if going_down else cout
        for number, (a, b) in enumerate([(cin, middle), (middle, cout)]):
            single = nn.Sequential()
            for name, layer in spelt(a, b):
                single.add_module(name, layer)
            self.add_module(f"conv{number}", single)


class VolumeUNet(nn.Module):
    def __init__(self, channels, classes, widths=16, levels=4, exclusive=False):
        super().__init__()
        if isinstance(widths, int):
            widths = [widths * 2 ** level for level in range(levels)]
        self.down = nn.ModuleList([Twice(a, b, True) for a, b in zip([channels, *widths], widths)])
        up = []
        for fine, coarse in zip(reversed(widths[:-1]), reversed(widths)):
            up.append(Twice(coarse + fine, fine, False))
        self.up = nn.ModuleList(up)
        self.classify = nn.Conv3d(widths[0], classes, 1)
        self.probability = nn.Softmax(dim=1) if exclusive else nn.Sigmoid()

    def forward(self, x):
        seen = []
        for level, block in enumerate(self.down):
            x = block(F.max_pool3d(x, kernel_size=2) if level else x)
            seen.insert(0, x)
        for block, skip in zip(self.up, seen[1:]):
            x = F.interpolate(x, size=skip.size()[2:], mode='nearest')
            x = block(torch.cat((skip, x), dim=1))
        x = self.classify(x)
        return x if self.training else self.probability(x)


if __name__ == "__main__":
    volume = torch.rand(1, 1, 32, 33, 34)
    print(VolumeUNet(1, 3)(volume).shape)
