"""Models of timm as people make them: nothing is wrong."""

import timm
import torch
from torch import nn

plain = timm.create_model("resnet50.a1_in1k", pretrained=True, num_classes=5)
plain(torch.randn(2, 3, 160, 160)).view(2, 5)
pooled = timm.create_model("convnext_tiny", num_classes=0, in_chans=1)
head = nn.Linear(768, 3)
head(pooled(torch.randn(2, 1, 224, 224)))
stages = timm.create_model("resnet18", features_only=True, out_indices=(1, 2, 3), pretrained=False)
maps = stages(torch.randn(1, 3, 64, 64))
laterals = [nn.Conv2d(width, 32, 1) for width in stages.feature_info.channels()]
for lateral, one in zip(laterals, maps):
    lateral(one)


class Classifier(nn.Module):
    def __init__(self, name="tf_efficientnet_b0", classes=6):
        super().__init__()
        self.model = timm.create_model(name, pretrained=False)
        self.model.classifier = nn.Linear(self.model.classifier.in_features, classes)

    def forward(self, x):
        return self.model(x)


Classifier()(torch.randn(2, 3, 224, 224)).reshape(2, 6)
unknown = timm.create_model("a_model_of_next_year", num_classes=3)
unknown(torch.randn(1, 3, 224, 224)).fc
