import torch
from torch import nn
import torch.nn.functional as F


def stage(cin, cout, slope=0.1):
    layers = []
    for a in (cin, cout):
        layers.extend((nn.Conv2d(a, cout, 3, padding=1), nn.BatchNorm2d(cout), nn.LeakyReLU(slope, inplace=True)))
    return nn.Sequential(*layers)


class UNet(nn.Module):
    """Encoder and decoder of `depth` resolutions; the widths double from 2**wf at the finest."""

    def __init__(self, in_channels=1, n_classes=2, depth=5, wf=6, learned_up=True):
        super().__init__()
        assert depth > 1
        widths = [2 ** (wf + level) for level in range(depth)]
        self.encode = nn.ModuleList(stage(a, b) for a, b in zip([in_channels] + widths, widths))
        self.enlarge = nn.ModuleList()
        self.decode = nn.ModuleList()
        for fine, coarse in list(zip(widths, widths[1:]))[::-1]:
            if learned_up:
                self.enlarge.append(nn.ConvTranspose2d(coarse, fine, kernel_size=2, stride=2))
            else:
                self.enlarge.append(nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(coarse, fine, 1)))
            self.decode.append(stage(2 * fine, fine))
        self.classify = nn.Conv2d(widths[0], n_classes, 1)

    def forward(self, x):
        kept = []
        for level, block in enumerate(self.encode):
            if level > 0:
                kept.append(x)
                x = F.max_pool2d(x, 2)
            x = block(x)
        for i in range(len(self.decode)):
            x = self.enlarge[i](x)
            x = self.decode[i](torch.cat([x, kept[-1 - i]], 1))
        return self.classify(x)


if __name__ == "__main__":
    net = UNet(depth=4, wf=4)
    image = torch.rand(2, 1, 64, 64)
    mask = net(image)
    assert mask.shape == (2, 2, 64, 64)
    print(sum(p.numel() for p in net.parameters()))
