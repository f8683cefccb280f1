from collections import OrderedDict

import torch
import torch.nn as nn
import torch.nn.functional as F


class DenseUnit(nn.Sequential):
    """Adds `growth` channels to what it is given."""

    def __init__(self, before, growth, squeeze, drop):
        super().__init__()
        self.add_module("norm_a", nn.BatchNorm2d(before))
        self.add_module("act_a", nn.ReLU(inplace=True))
        self.add_module("narrow", nn.Conv2d(before, squeeze * growth, 1, bias=False))
        self.add_module("norm_b", nn.BatchNorm2d(squeeze * growth))
        self.add_module("act_b", nn.ReLU(inplace=True))
        self.add_module("widen", nn.Conv2d(squeeze * growth, growth, 3, padding=1, bias=False))
        self.drop = drop

    def forward(self, x):
        fresh = super().forward(x)
        if self.drop:
            fresh = F.dropout(fresh, p=self.drop, training=self.training)
        return torch.cat([x, fresh], 1)


def transition(before, after):
    return nn.Sequential(OrderedDict(
        norm=nn.BatchNorm2d(before), act=nn.ReLU(inplace=True), conv=nn.Conv2d(before, after, 1, bias=False), pool=nn.AvgPool2d(2)
    ))


class DenseNet(nn.Module):
    def __init__(self, growth=32, counts=(6, 12, 24, 16), start=64, squeeze=4, drop=0, num_classes=1000):
        super().__init__()
        self.features = nn.Sequential(OrderedDict([
            ("stem", nn.Conv2d(3, start, kernel_size=7, stride=2, padding=3, bias=False)),
            ("stem_norm", nn.BatchNorm2d(start)),
            ("stem_act", nn.ReLU(inplace=True)),
            ("stem_pool", nn.MaxPool2d(3, stride=2, padding=1)),
        ]))
        width = start
        for number, count in enumerate(counts, 1):
            block = nn.Sequential()
            for unit in range(count):
                block.add_module("unit%d" % (unit + 1), DenseUnit(width, growth, squeeze, drop))
                width += growth
            self.features.add_module("block%d" % number, block)
            if number < len(counts):
                self.features.add_module("between%d" % number, transition(width, width // 2))
                width //= 2
        self.features.add_module("last_norm", nn.BatchNorm2d(width))
        self.classifier = nn.Linear(width, num_classes)

    def forward(self, x):
        x = F.relu(self.features(x), inplace=True)
        x = F.adaptive_avg_pool2d(x, (1, 1))
        return self.classifier(torch.flatten(x, 1))


def full(**options):
    return DenseNet(32, (6, 12, 24, 16), 64, **options)


def small(**options):
    return DenseNet(12, (4, 4, 4), 24, **options)
