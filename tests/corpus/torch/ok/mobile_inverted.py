import torch
from torch import nn

# expansion, channels, repeats, stride of the first
TABLE = [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
]


def rounded(width, multiple=8):
    """The nearest multiple, but never more than a tenth below."""
    near = max(multiple, int(width + multiple / 2) // multiple * multiple)
    return near + multiple if near < 0.9 * width else near


class ConvUnit(nn.Sequential):
    def __init__(self, a, b, kernel=3, stride=1, groups=1):
        super(ConvUnit, self).__init__(
            nn.Conv2d(a, b, kernel, stride, (kernel - 1) // 2, groups=groups, bias=False),
            nn.BatchNorm2d(b),
            nn.ReLU6(inplace=True),
        )


class Inverted(nn.Module):
    """Wide in the middle: expand, filter each channel, project without activation."""

    def __init__(self, a, b, stride, expansion):
        super(Inverted, self).__init__()
        wide = int(round(a * expansion))
        self.keeps = stride == 1 and a == b
        steps = [] if expansion == 1 else [ConvUnit(a, wide, kernel=1)]
        steps.extend([ConvUnit(wide, wide, stride=stride, groups=wide), nn.Conv2d(wide, b, 1, bias=False), nn.BatchNorm2d(b)])
        self.steps = nn.Sequential(*steps)

    def forward(self, x):
        if self.keeps:
            return x + self.steps(x)
        return self.steps(x)


class MobileNet(nn.Module):
    def __init__(self, num_classes=1000, width_mult=1.0):
        super(MobileNet, self).__init__()
        current = rounded(32 * width_mult)
        last = rounded(1280 * max(1.0, width_mult))
        features = [ConvUnit(3, current, stride=2)]
        for expansion, channels, repeats, first_stride in TABLE:
            channels = rounded(channels * width_mult)
            for n in range(repeats):
                features.append(Inverted(current, channels, 1 if n else first_stride, expansion=expansion))
                current = channels
        self.features = nn.Sequential(*features, ConvUnit(current, last, kernel=1))
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(last, num_classes))

    def forward(self, x):
        return self.classifier(self.features(x).mean([2, 3]))


if __name__ == '__main__':
    net = MobileNet(num_classes=10, width_mult=0.5)
    print(net(torch.randn(2, 3, 96, 96)).shape)
