"""A head under a name that models with windows of attention do not have."""

from torch import nn
from torchvision import models

net = models.swin_v2_t(weights=None)
net.fc.in_features  # fact: missing-attribute
