"""A head under the name that another model has."""

from torch import nn
from torchvision import models

net = models.resnet18(weights=None)
net.classifier[1] = nn.Linear(512, 2)  # fact: missing-attribute
