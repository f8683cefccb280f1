from torch import nn
from torchvision import models

net = models.resnet18(weights=None)
net.fc = nn.Linear(2048, 10)
