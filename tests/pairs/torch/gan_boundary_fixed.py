# Kind: the generator paints maps of another size than the discriminator reads
# After: questions about GANs, "mat1 and mat2 shapes cannot be multiplied (8x1152 and 2048x1)"
import torch
from torch import nn


class Generator(nn.Module):
    def __init__(self, noise=100):
        super().__init__()
        self.main = nn.Sequential(
            nn.ConvTranspose2d(noise, 64, 4, 1, 0, bias=False),
            nn.BatchNorm2d(64),
            nn.ReLU(True),
            nn.ConvTranspose2d(64, 32, 3, 2, 1, bias=False),
            nn.BatchNorm2d(32),
            nn.ReLU(True),
            nn.ConvTranspose2d(32, 3, 4, 2, 1, bias=False),
            nn.Tanh(),
        )

    def forward(self, z):
        return self.main(z)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, 4, 2, 1)
        self.conv2 = nn.Conv2d(32, 128, 4, 2, 1)
        self.score = nn.Linear(128 * 3 * 3, 1)

    def forward(self, x):
        x = torch.relu(self.conv2(torch.relu(self.conv1(x))))
        return self.score(x.view(x.size(0), -1))


netG, netD = Generator(), Discriminator()
fake = netG(torch.randn(8, 100, 1, 1))
print(netD(fake.detach()).mean())
