"""Downsample by moving space into channels, upsample by the reverse."""
import torch
import torch.nn as nn


class Fold(nn.Module):
    """Each b x b square of pixels becomes b*b groups of channels."""

    def __init__(self, b=4):
        super().__init__()
        assert b in {2, 4}
        self.b = b

    def forward(self, x):
        n, c, h, w = x.size()
        rows, columns = h // self.b, w // self.b
        x = x.view(n, c, rows, self.b, columns, self.b).permute(0, 3, 5, 1, 2, 4)
        return x.contiguous().view(n, -1, rows, columns)


class Unfold(nn.Module):
    def __init__(self, b):
        super().__init__()
        self.b = b

    def forward(self, x):
        n, c, h, w = x.size()
        x = x.view(n, self.b, self.b, c // self.b ** 2, h, w).permute(0, 3, 4, 1, 5, 2)
        return x.contiguous().view(n, c // self.b ** 2, self.b * h, self.b * w)


class EveryOther(nn.Module):
    """The four quarters of the pixels, one behind the other."""

    def __init__(self, a, b, kernel=1):
        super().__init__()
        self.conv = nn.Conv2d(4 * a, b, kernel, padding=kernel // 2)

    def forward(self, x):
        quarters = [x[..., i::2, j::2] for i in (0, 1) for j in (0, 1)]
        return self.conv(torch.cat(quarters, 1))


class Denoiser(nn.Module):
    def __init__(self, channels=3, width=48, depth=4):
        super().__init__()
        self.enter = EveryOther(channels, width, kernel=3)
        self.fold = Fold(2)
        body = []
        for _ in range(depth):
            body += [nn.Conv2d(4 * width, 4 * width, 3, padding=1, groups=4), nn.ReLU(inplace=True)]
        self.body = nn.Sequential(*body)
        self.unfold = Unfold(2)
        self.mix = nn.Conv2d(width, channels * 4, 1)
        self.leave = nn.PixelShuffle(2)

    def forward(self, x):
        y = self.fold(self.enter(x))
        y = self.unfold(y + self.body(y))
        return x - self.leave(self.mix(y))


if __name__ == "__main__":
    noisy = torch.rand(2, 3, 64, 48)
    clean = Denoiser()(noisy)
    print(clean.shape)
