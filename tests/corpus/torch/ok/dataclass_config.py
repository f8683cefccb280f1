"""A small language model configured by a dataclass."""
from __future__ import annotations

from dataclasses import dataclass, field, replace

import torch
import torch.nn as nn
from torch.nn import functional as F


@dataclass
class Settings:
    context: int = 128
    vocabulary: int = 512
    layers: int = 4
    heads: int = 4
    width: int = 128
    drop: float = 0.0
    bias: bool = True
    expansion: int = field(default=4)

    @property
    def head_width(self) -> int:
        return self.width // self.heads


class PastAttention(nn.Module):
    """Each token attends to itself and to what came before it."""

    def __init__(self, s: Settings):
        super().__init__()
        assert s.head_width * s.heads == s.width
        self.s = s
        self.project_in = nn.Linear(s.width, 3 * s.width, bias=s.bias)
        self.project_out = nn.Linear(s.width, s.width, bias=s.bias)
        self.drop = nn.Dropout(s.drop)
        past = torch.ones(s.context, s.context).tril().bool()
        self.register_buffer("past", past[None, None])

    def split(self, x):
        return x.view(x.size(0), x.size(1), self.s.heads, self.s.head_width).transpose(1, 2)

    def forward(self, x):
        n, length, width = x.size()
        q, k, v = map(self.split, self.project_in(x).split(self.s.width, dim=2))
        scores = (q @ k.mT) * self.s.head_width ** -0.5
        scores = scores.masked_fill(~self.past[:, :, :length, :length], float("-inf"))
        y = F.softmax(scores, dim=-1) @ v
        return self.drop(self.project_out(y.transpose(1, 2).contiguous().view(n, length, width)))


class Layer(nn.Module):
    def __init__(self, s: Settings):
        super().__init__()
        self.norm_a, self.norm_b = nn.LayerNorm(s.width), nn.LayerNorm(s.width)
        self.attention = PastAttention(s)
        self.parts = nn.ModuleDict({
            "wide": nn.Linear(s.width, s.expansion * s.width),
            "act": nn.GELU(approximate="tanh"),
            "narrow": nn.Linear(s.expansion * s.width, s.width),
        })
        p = self.parts
        self.think = lambda x: p.narrow(p["act"](p.wide(x)))

    def forward(self, x):
        x = x + self.attention(self.norm_a(x))
        return x + self.think(self.norm_b(x))


class LanguageModel(nn.Module):
    def __init__(self, settings: Settings | None = None):
        super().__init__()
        self.settings = s = settings or Settings()
        self.body = nn.ModuleDict(dict(
            tokens=nn.Embedding(s.vocabulary, s.width),
            places=nn.Embedding(s.context, s.width),
            layers=nn.ModuleList([Layer(s) for _ in range(s.layers)]),
            norm=nn.LayerNorm(s.width),
        ))
        self.head = nn.Linear(s.width, s.vocabulary, bias=False)
        self.body.tokens.weight = self.head.weight  # shared

    def forward(self, ids, wanted=None):
        length = ids.size(1)
        assert length <= self.settings.context, f"{length} tokens do not fit into {self.settings.context}"
        places = torch.arange(length, dtype=torch.long, device=ids.device).unsqueeze(0)
        x = self.body.tokens(ids) + self.body.places(places)
        for layer in self.body.layers:
            x = layer(x)
        scores = self.head(self.body.norm(x))
        if wanted is None:
            return scores, None
        return scores, F.cross_entropy(scores.view(-1, scores.size(-1)), wanted.reshape(-1))


SMALL = replace(Settings(), layers=2, width=64)

if __name__ == "__main__":
    lm = LanguageModel(SMALL)
    ids = torch.randint(0, SMALL.vocabulary, (2, 65))
    scores, loss = lm(ids[:, :-1], ids[:, 1:])
    print(loss)
