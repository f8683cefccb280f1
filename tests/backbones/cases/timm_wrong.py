"""Models of timm that cannot work as they are put to use."""

import timm
import torch
from torch import nn

encoder = timm.create_model("resnet18", num_classes=0)
head = nn.Linear(2048, 3)
head(encoder(torch.randn(2, 3, 224, 224)))  # fact: feature-mismatch

gray = timm.create_model("resnet34", in_chans=1)
gray(torch.randn(2, 3, 224, 224))  # fact: channel-mismatch

stages = timm.create_model("resnet50", features_only=True)
maps = stages(torch.randn(1, 3, 64, 64))
nn.Conv2d(512, 8, 1)(maps[-1])  # fact: channel-mismatch

transformer = timm.create_model("vit_tiny_patch16_224", num_classes=5)
transformer(torch.randn(2, 3, 224, 224)).view(2, 7)  # fact: reshape-mismatch
