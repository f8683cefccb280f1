import torch
import torch.nn as nn

LATENT = 100
WIDTH = 64
CHANNELS = 3


def grow(cin, cout, kernel=4, stride=2, padding=1):
    return [
        nn.ConvTranspose2d(cin, cout, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(cout),
        nn.ReLU(True),
    ]


class Generator(nn.Module):
    """Noise (N, 100, 1, 1) to images (N, 3, 64, 64)."""

    def __init__(self, devices=1):
        super(Generator, self).__init__()
        self.devices = devices
        layers = grow(LATENT, WIDTH * 8, stride=1, padding=0)  # 4 x 4
        for factor in (8, 4, 2):
            layers += grow(WIDTH * factor, WIDTH * factor // 2)  # 8, 16, 32
        layers += [nn.ConvTranspose2d(WIDTH, CHANNELS, 4, 2, 1, bias=False), nn.Tanh()]  # 64
        self.main = nn.Sequential(*layers)

    def forward(self, noise):
        if self.devices > 1 and noise.is_cuda:
            return nn.parallel.data_parallel(self.main, noise, range(self.devices))
        return self.main(noise)


def small_weights(layer):
    kind = type(layer).__name__
    if "Conv" in kind:
        nn.init.normal_(layer.weight, std=0.02)
    elif "Norm" in kind:
        nn.init.normal_(layer.weight, mean=1.0, std=0.02)
        nn.init.zeros_(layer.bias)


device = torch.device("cuda:0") if torch.cuda.is_available() else torch.device("cpu")
generator = Generator().to(device)
generator.apply(small_weights)
noise = torch.randn(16, LATENT, 1, 1, device=device)
images = generator(noise)
