# Kind: a generator and a discriminator that fit, trained in turns
import torch
from torch import nn

G = nn.Sequential(nn.Linear(10, 2 * 7 * 7), nn.Unflatten(1, (2, 7, 7)), nn.ConvTranspose2d(2, 1, 4, 4))
D = nn.Sequential(nn.Conv2d(1, 4, 4, 4), nn.Flatten(), nn.Linear(4 * 7 * 7, 1))
loss = nn.BCEWithLogitsLoss()
for step in range(2):
    noise = torch.randn(5, 10)
    fake = G(noise)
    real = torch.rand(5, 1, 28, 28)
    (loss(D(real), torch.ones(5, 1)) + loss(D(fake.detach()), torch.zeros(5, 1))).backward()
    loss(D(fake), torch.ones(5, 1)).backward()
