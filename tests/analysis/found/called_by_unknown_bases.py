"""What a base that is not known does when an object is called is not known either: no call is wrong."""

import torch
from somewhere import Base
from torch import nn


class Pipeline(Base):
    def __init__(self, width):
        super().__init__(width, mode="wide")
        self.conv = nn.Conv2d(width, 8, 3)

    def forward(self, x, mask):
        return self.conv(x) * mask


pipeline = Pipeline(4)  # model: pipeline
pipeline(torch.zeros(1, 3, 8, 8), extra=1)
pipeline("a picture")
