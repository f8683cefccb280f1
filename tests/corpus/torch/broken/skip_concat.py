import torch
from torch import nn


def twice(a, b):
    layers = []
    for channels in (a, b):
        layers += [nn.Conv2d(channels, b, 3, padding=1), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


class CellUNet(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.fine, self.middle, self.coarse = twice(3, 32), twice(32, 64), twice(64, 128)
        self.halve = nn.MaxPool2d(2)
        self.enlarge = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)
        self.to_middle = twice(128 + 64, 64)
        self.to_fine = twice(64 + 32, 32)
        self.out = nn.Conv2d(32, classes, 1)

    def forward(self, x):
        fine = self.fine(x)
        middle = self.middle(self.halve(fine))
        x = self.coarse(self.halve(middle))
        x = torch.cat([self.enlarge(x), middle], dim=1)
        x = self.to_middle(x)
        x = torch.cat([self.enlarge(x), fine], dim=1)
        return self.out(self.to_fine(x))


if __name__ == "__main__":
    scan = torch.randn(1, 3, 250, 250)
    mask = CellUNet(2)(scan)
    print(mask.shape)
