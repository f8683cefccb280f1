"""Shapes in annotations, one of them out of date."""

from jaxtyping import Float
from torch import Tensor, nn


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3)

    def forward(self, x: Float[Tensor, "b 3 64 64"]) -> Float[Tensor, "b 16 64 64"]:
        return self.conv(x)
