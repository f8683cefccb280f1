import torch
from torch import nn


class Discriminator(nn.Module):
    """Judges images of 64 pixels; one probability for each."""

    def __init__(self, channels=3, base=64, stages=4):
        super().__init__()

        def halve(a, b, norm=True):
            found = [nn.Conv2d(a, b, 4, 2, 1, bias=not norm)]
            if norm:
                found.append(nn.BatchNorm2d(b))
            return [*found, nn.LeakyReLU(0.2, inplace=True)]

        widths = [base * 2 ** i for i in range(stages)]
        layers = halve(channels, widths[0], norm=False)
        for a, b in zip(widths, widths[1:]):
            layers.extend(halve(a, b))
        self.model = nn.Sequential(*layers)
        self.verdict = nn.Sequential(nn.Conv2d(widths[-1], 1, 4, bias=False), nn.Sigmoid())

    def forward(self, images):
        return self.verdict(self.model(images)).view(-1, 1).squeeze(1)


def adversarial_step(discriminator, real, fake, optimizer):
    criterion = nn.BCELoss()
    optimizer.zero_grad()
    on_real, on_fake = discriminator(real), discriminator(fake.detach())
    loss = criterion(on_real, torch.ones_like(on_real)) + criterion(on_fake, torch.zeros_like(on_fake))
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    d = Discriminator()
    opt = torch.optim.Adam(d.parameters(), lr=2e-4, betas=(0.5, 0.999))
    print(adversarial_step(d, torch.randn(8, 3, 64, 64), torch.randn(8, 3, 64, 64), opt))
