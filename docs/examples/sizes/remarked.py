"""A size in a docstring."""

from torch import nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3)

    def forward(self, x):
        """Convolves.

        Args:
            x: tensor of shape (N, 3, 224, 224)
        """
        return self.conv(x)
