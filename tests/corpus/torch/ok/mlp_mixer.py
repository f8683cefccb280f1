import torch
from torch import nn
from functools import partial

as_pair = lambda size: size if isinstance(size, tuple) else (size, size)


class Around(nn.Module):
    """x + f(norm(x))"""

    def __init__(self, width, f):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.f = f

    def forward(self, x):
        return x + self.f(self.norm(x))


def two_layers(width, inner, dense=nn.Linear, drop=0.0):
    return nn.Sequential(dense(width, inner), nn.GELU(), nn.Dropout(drop), dense(inner, width))


class CutUp(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def forward(self, x):
        s = self.size
        n, c, h, w = x.shape
        x = x.reshape(n, c, h // s, s, w // s, s)
        return x.permute(0, 2, 4, 3, 5, 1).reshape(n, (h // s) * (w // s), s * s * c)


class Average(nn.Module):
    def forward(self, x):
        return x.mean(dim=1)


def make_mixer(*, image, patch, width, depth, classes, channels=3, token_ratio=4, channel_ratio=0.5):
    height, breadth = as_pair(image)
    assert height % patch == 0 and breadth % patch == 0, 'the image is not a whole number of patches'
    tokens = (height // patch) * (breadth // patch)
    over_tokens = partial(nn.Conv1d, kernel_size=1)
    layers = [CutUp(patch), nn.Linear(patch ** 2 * channels, width)]
    for _ in range(depth):
        layers.append(nn.Sequential(
            Around(width, two_layers(tokens, int(token_ratio * width), over_tokens)),
            Around(width, two_layers(width, int(channel_ratio * width))),
        ))
    return nn.Sequential(*layers, nn.LayerNorm(width), Average(), nn.Linear(width, classes))


model = make_mixer(image=(64, 96), patch=16, width=128, depth=4, classes=10)
img = torch.randn(1, 3, 64, 96)
pred = model(img)  # (1, 10)
