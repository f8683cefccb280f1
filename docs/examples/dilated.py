"""Three dilated convolutions: with one rate, and with rates that have no common factor."""

import torch
from torch import nn

one_rate = nn.Sequential(
    nn.Conv2d(8, 8, 3, padding=2, dilation=2),
    nn.ReLU(),
    nn.Conv2d(8, 8, 3, padding=2, dilation=2),
    nn.ReLU(),
    nn.Conv2d(8, 8, 3, padding=2, dilation=2),
)
three_rates = nn.Sequential(
    nn.Conv2d(8, 8, 3, padding=1),
    nn.ReLU(),
    nn.Conv2d(8, 8, 3, padding=2, dilation=2),
    nn.ReLU(),
    nn.Conv2d(8, 8, 3, padding=3, dilation=3),
)

pictures = torch.zeros(1, 8, 64, 64)
one_rate(pictures)
three_rates(pictures)
