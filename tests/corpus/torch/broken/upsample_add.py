import torch
import torch.nn as nn
import torch.nn.functional as F


class TopDown(nn.Module):
    """Feature pyramid that doubles with scale_factor."""

    def __init__(self, widths=(32, 64, 128), out=64):
        super().__init__()
        chain = [3, *widths]
        self.stages = nn.ModuleList(nn.Conv2d(a, b, 3, stride=2, padding=1) for a, b in zip(chain, widths))
        self.lateral = nn.ModuleList(nn.Conv2d(w, out, 1) for w in widths)

    def forward(self, x):
        maps = []
        for stage in self.stages:
            x = F.relu(stage(x))
            maps.append(x)
        top = self.lateral[-1](maps[-1])
        for i in (1, 0):
            top = F.interpolate(top, scale_factor=2, mode="nearest") + self.lateral[i](maps[i])
        return top


if __name__ == "__main__":
    pyramid = TopDown()
    print(pyramid(torch.randn(1, 3, 300, 300)).shape)
