"""Blocks of the segmentation network."""
import torch
from torch import nn
from torch.nn import functional as F


class DoubleConv(nn.Module):
    """Two rounds of convolution, normalisation and activation at one resolution."""

    def __init__(self, n_in, n_out, n_between=None):
        super().__init__()
        n_between = n_between or n_out
        steps = []
        for a, b in ((n_in, n_between), (n_between, n_out)):
            steps += [nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True)]
        self.steps = nn.Sequential(*steps)

    def forward(self, x):
        return self.steps(x)


class Down(nn.Sequential):
    """To half the resolution."""

    def __init__(self, n_in, n_out):
        super().__init__(nn.MaxPool2d(2), DoubleConv(n_in, n_out))


class Up(nn.Module):
    """To twice the resolution, and on with what the encoder saw there."""

    def __init__(self, n_in, n_out, bilinear=True):
        super().__init__()
        self.up = nn.ConvTranspose2d(n_in, n_in // 2, 2, stride=2)
        self.conv = DoubleConv(n_in, n_out)
        if bilinear:
            self.up = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)
            self.conv = DoubleConv(n_in, n_out, n_between=n_in // 2)

    def forward(self, below, beside):
        x = fit(self.up(below), beside)
        return self.conv(torch.cat((beside, x), dim=1))


class OutConv(nn.Module):
    def __init__(self, n_in, n_classes):
        super(OutConv, self).__init__()
        self.project = nn.Conv2d(n_in, n_classes, kernel_size=1)

    def forward(self, x):
        return self.project(x)


def fit(x, reference):
    """Pad x evenly to the height and width of the reference: an odd size loses a row when it is halved."""
    rows = reference.size(2) - x.size(2)
    columns = reference.size(3) - x.size(3)
    left, top = columns // 2, rows // 2
    return F.pad(x, [left, columns - left, top, rows - top])
