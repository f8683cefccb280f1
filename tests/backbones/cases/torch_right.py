"""Transfer learning with models of torchvision and timm, as it is written: nothing is wrong with any of it."""

import torch
import torch.nn.functional as F
import torchvision
from torch import nn
from torchvision import models
from torchvision.models import ResNet50_Weights, efficientnet_b0, mobilenet_v3_small, resnet50

# a new head on a frozen backbone
frozen = models.resnet18(weights="IMAGENET1K_V1")
for parameter in frozen.parameters():
    parameter.requires_grad = False
frozen.fc = nn.Linear(frozen.fc.in_features, 4)
frozen(torch.randn(2, 3, 224, 224))

# the head of a classifier with several layers
vgg = models.vgg16(pretrained=True)
vgg.classifier[6] = nn.Linear(4096, 20)
vgg(torch.randn(1, 3, 224, 224))
vgg.classifier = nn.Sequential(*list(vgg.classifier.children())[:-1], nn.Linear(4096, 7), nn.Softmax(dim=1))
vgg(torch.randn(1, 3, 192, 160))

# weights as enumerations, a head of another width
small = mobilenet_v3_small(weights=None)
small.classifier[-1] = nn.Linear(small.classifier[-1].in_features, 2)
small(torch.randn(4, 3, 96, 96))
wide = resnet50(weights=ResNet50_Weights.DEFAULT, num_classes=12)
wide(torch.randn(2, 3, 64, 64)).view(2, 12)

# one channel instead of three
gray = torchvision.models.densenet121(weights=None)
gray.features.conv0 = nn.Conv2d(1, 64, kernel_size=7, stride=2, padding=3, bias=False)
gray.classifier = nn.Linear(gray.classifier.in_features, 14)
gray(torch.randn(2, 1, 128, 128))


class Embedder(nn.Module):
    """All but the last layer as a feature extractor."""

    def __init__(self, size=128):
        super().__init__()
        trunk = models.resnet34(weights=None)
        self.trunk = nn.Sequential(*list(trunk.children())[:-1])
        self.project = nn.Linear(trunk.fc.in_features, size)

    def forward(self, x):
        return F.normalize(self.project(self.trunk(x).flatten(1)), dim=1)


Embedder()(torch.randn(3, 3, 100, 100)).reshape(3, 128)


class TwoHeads(nn.Module):
    """A backbone whose head is taken off."""

    def __init__(self):
        super().__init__()
        self.backbone = efficientnet_b0(weights=None)
        width = self.backbone.classifier[1].in_features
        self.backbone.classifier = nn.Identity()
        self.age, self.kind = nn.Linear(width, 1), nn.Linear(width, 5)

    def forward(self, x):
        features = self.backbone(x)
        return self.age(features), self.kind(features)


TwoHeads()(torch.randn(2, 3, 224, 224))


class Pyramid(nn.Module):
    """The maps of the stages, one after the other."""

    def __init__(self):
        super().__init__()
        net = models.resnet50(weights=None)
        self.stem = nn.Sequential(net.conv1, net.bn1, net.relu, net.maxpool)
        self.stages = nn.ModuleList([net.layer1, net.layer2, net.layer3, net.layer4])
        self.laterals = nn.ModuleList([nn.Conv2d(width, 64, 1) for width in (256, 512, 1024, 2048)])

    def forward(self, x):
        x, maps = self.stem(x), []
        for stage, lateral in zip(self.stages, self.laterals):
            x = stage(x)
            maps.append(lateral(x))
        return maps


Pyramid()(torch.randn(1, 3, 256, 256))

# what is not recorded is not known, and nothing is said of it
strange = models.resnet50(weights=None, replace_stride_with_dilation=[False, True, True])
strange.fc = nn.Linear(5, 5)
strange(torch.randn(1, 3, 64, 64))
hasattr(frozen, "classifier")

# windows of attention, shifted or on a grid
windows = models.swin_t(weights="DEFAULT")
windows.head = nn.Linear(windows.head.in_features, 9)
windows(torch.randn(2, 3, 200, 160)).view(2, 9)
second = models.swin_v2_s(weights=None, num_classes=4)
second.features[0][0] = nn.Conv2d(1, 96, kernel_size=4, stride=4)
second(torch.randn(1, 1, 256, 256)).view(1, 4)
grid = models.maxvit_t(weights=None)
grid.classifier[5] = nn.Linear(grid.classifier[5].in_features, 6, bias=False)
grid(torch.randn(1, 3, 224, 224)).view(1, 6)
nn.Linear(768, 2)(models.swin_b(weights=None).features(torch.randn(1, 3, 64, 64)).mean((1, 2))[:, :768])
