import torch
from torch import nn

import config as cfg


class Painter(nn.Module):
    """Noise and a class to an image of that class."""

    def __init__(self):
        super().__init__()
        self.width = cfg.base * 2 ** (cfg.n_stages - 1)
        self.side = cfg.image_size // 2 ** cfg.n_stages
        self.classes = nn.Embedding(cfg.num_classes, cfg.latent_dim)
        self.spread = nn.Linear(2 * cfg.latent_dim, self.width * self.side ** 2)
        layers, width = [nn.BatchNorm2d(self.width)], self.width
        for _ in range(cfg.n_stages):
            layers += [nn.Upsample(scale_factor=2), nn.Conv2d(width, width // 2, 3, stride=1, padding=1)]
            width //= 2
            layers += [nn.BatchNorm2d(width, 0.8), nn.LeakyReLU(0.2, inplace=True)]
        self.grow = nn.Sequential(*layers, nn.Conv2d(width, cfg.channels, 3, padding=1), nn.Tanh())

    def forward(self, noise, classes):
        x = self.spread(torch.cat((self.classes(classes), noise), -1))
        return self.grow(x.view(x.shape[0], self.width, self.side, self.side))


class Judge(nn.Module):
    """Is it real, and of which class? The claimed class comes in as one more plane of the image."""

    def __init__(self):
        super().__init__()
        self.plane = nn.Embedding(cfg.num_classes, cfg.image_size ** 2)
        layers, before = [], cfg.channels + 1
        for i in range(cfg.n_stages):
            after = cfg.base << i
            layers += [nn.Conv2d(before, after, 3, 2, 1), nn.LeakyReLU(0.2, inplace=True), nn.Dropout2d(0.25)]
            before = after
        self.look = nn.Sequential(*layers)
        flat = before * (cfg.image_size // 2 ** cfg.n_stages) ** 2
        self.real, self.which = nn.Linear(flat, 1), nn.Linear(flat, cfg.num_classes)

    def forward(self, images, classes):
        plane = self.plane(classes).unflatten(1, (1, cfg.image_size, cfg.image_size))
        seen = self.look(torch.cat([images, plane], dim=1)).flatten(1)
        return self.real(seen), self.which(seen)
