"""Depth, normals and confidence from one decoder; results in a dataclass, or the features of several stages."""
from dataclasses import dataclass
from typing import NamedTuple, Optional

import torch
from torch import nn
import torch.nn.functional as F


class Pyramid(NamedTuple):
    fine: torch.Tensor
    coarse: torch.Tensor


@dataclass
class Prediction:
    depth: torch.Tensor
    normals: torch.Tensor
    confidence: Optional[torch.Tensor] = None


class Encoder(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.c1 = nn.Conv2d(3, width, 7, 2, 3)
        self.c2 = nn.Conv2d(width, width * 2, 3, 2, 1)
        self.c3 = nn.Conv2d(width * 2, width * 4, 3, 2, 1)

    def forward(self, x) -> Pyramid:
        fine = F.relu(self.c2(F.relu(self.c1(x))))
        return Pyramid(fine=fine, coarse=F.relu(self.c3(fine)))


class MultiTask(nn.Module):
    HEADS = {"depth": 1, "normals": 3, "confidence": 1}

    def __init__(self, width=32, with_confidence=True):
        super().__init__()
        self.encoder = Encoder(width)
        self.reduce = nn.Conv2d(width * 4, width * 2, 1)
        self.heads = nn.ModuleDict()
        for name, channels in self.HEADS.items():
            if name == "confidence" and not with_confidence:
                continue
            self.heads[name] = nn.Sequential(
                nn.Conv2d(width * 2, width, 3, padding=1), nn.ReLU(), nn.Conv2d(width, channels, 3, padding=1)
            )

    def forward(self, image):
        pyramid = self.encoder(image)
        coarse = F.interpolate(self.reduce(pyramid.coarse), size=pyramid.fine.shape[-2:], mode="nearest")
        x = pyramid.fine + coarse
        full = image.shape[-2:]
        outs = {name: F.interpolate(head(x), full, mode="bilinear", align_corners=False) for name, head in self.heads.items()}
        normals = F.normalize(outs["normals"], dim=1)
        return Prediction(F.softplus(outs["depth"]), normals, outs["confidence"].sigmoid() if "confidence" in outs else None)


if __name__ == "__main__":
    result = MultiTask()(torch.rand(1, 3, 96, 128))
    print(result.depth.shape, result.normals.shape, result.confidence.shape)
