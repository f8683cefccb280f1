"""Models by name: a registry filled by a decorator, partials for the layers."""
from collections import OrderedDict
from functools import partial

import torch
import torch.nn as nn

MODELS = {}
ACTIVATIONS = {
    "relu": partial(nn.ReLU, inplace=True),
    "silu": partial(nn.SiLU, inplace=True),
    "leaky": partial(nn.LeakyReLU, 0.1, inplace=True),
}


def register(name):
    def wrap(fn):
        MODELS[name] = fn
        return fn
    return wrap


def conv_norm_act(cin, cout, k, s=1, conv=nn.Conv2d, norm=nn.BatchNorm2d, act=nn.ReLU):
    return nn.Sequential(OrderedDict([
        ("conv", conv(cin, cout, k, stride=s, padding=k // 2)),
        ("norm", norm(cout)),
        ("act", act()),
    ]))


class PlainNet(nn.Module):
    def __init__(self, stages, num_classes, activation="relu", in_chans=3, drop=0.0):
        super().__init__()
        layer = partial(conv_norm_act, conv=partial(nn.Conv2d, bias=False), act=ACTIVATIONS[activation])
        body = OrderedDict()
        for i, (width, repeats, kernel) in enumerate(stages, start=1):
            blocks = [layer(in_chans, width, kernel, s=2)]
            blocks.extend(layer(width, width, kernel) for _ in range(repeats - 1))
            body[f"stage{i}"] = nn.Sequential(*blocks)
            in_chans = width
        self.body = nn.Sequential(body)
        self.head = nn.Sequential(
            OrderedDict(pool=nn.AdaptiveAvgPool2d(1), flat=nn.Flatten(), drop=nn.Dropout(drop), fc=nn.Linear(in_chans, num_classes))
        )

    def forward(self, x):
        return self.head(self.body(x))


@register("plain_tiny")
def plain_tiny(num_classes=1000, **kwargs):
    return PlainNet([(16, 1, 3), (32, 2, 3), (64, 2, 3)], num_classes, **kwargs)


@register("plain_wide")
def plain_wide(num_classes=1000, **kwargs):
    cfg = dict(stages=[(48, 2, 5), (96, 2, 3), (192, 3, 3)], activation="silu", drop=0.2)
    cfg.update(kwargs)
    return PlainNet(num_classes=num_classes, **cfg)


def create_model(name, **kwargs):
    try:
        factory = MODELS[name]
    except KeyError:
        raise ValueError(f"unknown model {name!r}; known: {', '.join(sorted(MODELS))}")
    return factory(**kwargs)


if __name__ == "__main__":
    for name in MODELS:
        net = create_model(name, num_classes=10)
        print(name, net(torch.zeros(1, 3, 64, 64)).shape)
