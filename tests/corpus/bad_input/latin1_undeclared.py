import torch
from torch import nn

# Netz für Straßenszenen
net = nn.Conv2d(3, 16, 3)
