import torch
from torch import nn


class DeepSmall(nn.Module):
    """One stage too many for images of 32 pixels."""

    def __init__(self, widths=(32, 64, 128, 256, 256)):
        super().__init__()
        layers = []
        previous = 3
        for width in widths:
            layers.append(nn.Conv2d(previous, width, kernel_size=3))
            layers.append(nn.ReLU(inplace=True))
            layers.append(nn.MaxPool2d(2))
            previous = width
        self.features = nn.Sequential(*layers)
        self.head = nn.Linear(previous, 10)

    def forward(self, x):
        x = self.features(x)
        return self.head(x.mean(dim=(2, 3)))


if __name__ == "__main__":
    net = DeepSmall()
    cifar = torch.randn(2, 3, 32, 32)
    print(net(cifar).shape)
