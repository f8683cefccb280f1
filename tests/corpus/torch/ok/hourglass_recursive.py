import torch
from torch import nn
from torch.nn import Upsample


class Unit(nn.Module):
    def __init__(self, a, b, kernel=3, stride=1, norm=False, act=True):
        super(Unit, self).__init__()
        self.expects = a
        self.linear = nn.Conv2d(a, b, kernel, stride, padding=kernel // 2)
        self.norm = nn.BatchNorm2d(b) if norm else None
        self.act = None
        if act:
            self.act = nn.ReLU()

    def forward(self, x):
        assert x.size()[1] == self.expects, "{} channels, not {}".format(x.size()[1], self.expects)
        for step in (self.linear, self.norm, self.act):
            if step is not None:
                x = step(x)
        return x


class Hourglass(nn.Module):
    """A smaller hourglass at half the resolution, beside a path that keeps the resolution."""

    def __init__(self, levels, width, more=0, norm=False):
        super(Hourglass, self).__init__()
        self.beside = Unit(width, width, norm=norm)
        self.halve = nn.MaxPool2d(2, 2)
        self.enter = Unit(width, width + more, norm=norm)
        if levels > 1:
            self.inside = Hourglass(levels - 1, width + more, norm=norm)
        else:
            self.inside = Unit(width + more, width + more, norm=norm)
        self.leave = Unit(width + more, width)
        self.enlarge = Upsample(scale_factor=2, mode='nearest')

    def forward(self, x):
        low = self.leave(self.inside(self.enter(self.halve(x))))
        return self.beside(x) + self.enlarge(low)


class PoseNet(nn.Module):
    """Heat maps of the joints, one set for each hourglass of the stack."""

    def __init__(self, stack=2, width=64, joints=16, more=16):
        super(PoseNet, self).__init__()
        self.stem = nn.Sequential(Unit(3, 64, 7, 2, norm=True), nn.MaxPool2d(2, 2), Unit(64, width, norm=True))
        self.glasses = nn.ModuleList([Hourglass(3, width, more, norm=True) for i in range(stack)])
        self.refine = nn.ModuleList([Unit(width, width, 1, norm=True) for i in range(stack)])
        self.heat = nn.ModuleList([Unit(width, joints, 1, act=False) for i in range(stack)])
        last = stack - 1
        self.return_features = nn.ModuleList([Unit(width, width, 1, act=False) for i in range(last)])
        self.return_heat = nn.ModuleList([Unit(joints, width, 1, act=False) for i in range(last)])

    def forward(self, photos):
        x = self.stem(photos.permute(0, 3, 1, 2))  # photos come with their channels last
        maps = []
        for i, glass in enumerate(self.glasses):
            features = self.refine[i](glass(x))
            maps.append(self.heat[i](features))
            if i + 1 < len(self.glasses):
                x = x + self.return_features[i](features) + self.return_heat[i](maps[-1])
        return torch.stack(maps, 1)


if __name__ == "__main__":
    net = PoseNet()
    print(net(torch.rand(1, 128, 128, 3)).shape)
