import math

import torch
from torch import nn, Tensor
import torch.nn.functional as F


def to_patches(images: Tensor, size: int) -> Tensor:
    """(B, C, H, W) to (B, number of patches, C * size * size)"""
    b, c, h, w = images.shape
    assert h % size == 0 and w % size == 0, f"image {h}x{w} is not divisible into patches of {size}"
    patches = images.unfold(2, size, size).unfold(3, size, size)
    patches = patches.permute(0, 2, 3, 1, 4, 5).contiguous()
    return patches.view(b, (h // size) * (w // size), c * size * size)


class SelfAttention(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        if width % heads:
            raise ValueError("width must be a multiple of heads")
        self.heads = heads
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_k = nn.Linear(width, width, bias=False)
        self.to_v = nn.Linear(width, width, bias=False)
        self.out = nn.Linear(width, width)

    def split(self, x: Tensor) -> Tensor:
        b, n, d = x.size()
        return x.view(b, n, self.heads, d // self.heads).permute(0, 2, 1, 3)

    def forward(self, x: Tensor) -> Tensor:
        q, k, v = (self.split(f(x)) for f in (self.to_q, self.to_k, self.to_v))
        scores = torch.matmul(q, k.transpose(2, 3)) / math.sqrt(q.size(-1))
        weights = F.softmax(scores, dim=-1)
        y = torch.matmul(weights, v).permute(0, 2, 1, 3).contiguous()
        y = y.view(y.size(0), y.size(1), -1)
        return self.out(y)


class Residual(nn.Module):
    def __init__(self, width: int, fn: nn.Module):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.fn = fn

    def forward(self, x: Tensor) -> Tensor:
        return x + self.fn(self.norm(x))


def encoder_block(width: int, heads: int, expansion: int = 2) -> nn.Sequential:
    mlp = nn.Sequential(nn.Linear(width, width * expansion), nn.GELU(), nn.Linear(width * expansion, width))
    return nn.Sequential(Residual(width, SelfAttention(width, heads)), Residual(width, mlp))


class TinyViT(nn.Module):
    def __init__(self, image: int = 32, patch: int = 4, channels: int = 3, width: int = 128, depth: int = 6,
                 heads: int = 4, classes: int = 10):
        super().__init__()
        self.patch = patch
        tokens = (image // patch) ** 2
        self.embed = nn.Linear(channels * patch ** 2, width)
        self.register_buffer("positions", self.sinusoids(tokens, width), persistent=False)
        self.encoder = nn.Sequential(*[encoder_block(width, heads) for _ in range(depth)])
        self.head = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, classes))

    @staticmethod
    def sinusoids(tokens: int, width: int) -> Tensor:
        position = torch.arange(tokens).unsqueeze(1)
        rate = torch.exp(torch.arange(0, width, 2) * (-math.log(10000.0) / width))
        table = torch.zeros(1, tokens, width)
        table[0, :, 0::2] = torch.sin(position * rate)
        table[0, :, 1::2] = torch.cos(position * rate)
        return table

    def forward(self, images: Tensor) -> Tensor:
        x = self.embed(to_patches(images, self.patch)) + self.positions
        x = self.encoder(x)
        return self.head(x.mean(dim=1))


model = TinyViT()
logits = model(torch.rand(8, 3, 32, 32))
