"""Maps taken out of a model: by watching its parts, or by keeping the first of its children."""

import torch
from torch import nn
from torchvision.models import resnet18, resnet50
from torchvision.models._utils import IntermediateLayerGetter
from torchvision.models.feature_extraction import create_feature_extractor

extractor = create_feature_extractor(resnet18(weights=None), return_nodes={"layer2": "fine", "layer4.1": "coarse"})
maps = extractor(torch.randn(1, 3, 64, 64))
nn.Conv2d(128, 4, 1)(maps["fine"]).view(1, 4, 8, 8)
nn.Conv2d(256, 4, 1)(maps["coarse"])  # fact: channel-mismatch

getter = IntermediateLayerGetter(resnet50(weights=None), {"layer3": "out"})
nn.Conv2d(1024, 4, 1)(getter(torch.randn(1, 3, 64, 64))["out"]).view(1, 4, 4, 4)
nn.Conv2d(2048, 4, 1)(getter(torch.randn(1, 3, 64, 64))["out"])  # fact: channel-mismatch


class Net(nn.Module):
    """One's own model is watched as well."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3)
        self.body = nn.Sequential(nn.Conv2d(8, 16, 3), nn.ReLU())

    def forward(self, x):
        return self.body(self.stem(x))


watched = create_feature_extractor(Net(), ["body.0"])
nn.Linear(8, 3)(watched(torch.randn(2, 3, 12, 12))["body.0"].mean((2, 3)))  # fact: feature-mismatch
