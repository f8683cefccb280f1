import torch
from torch import nn

import config
from networks import Judge, Painter

painter = Painter()
judge = Judge()
loss_real = nn.BCEWithLogitsLoss()
loss_class = nn.CrossEntropyLoss()


def painter_step(n, optimizer):
    noise = torch.randn(n, config.latent_dim)
    classes = torch.randint(0, config.num_classes, (n,))
    real, which = judge(painter(noise, classes), classes)
    loss = loss_real(real, torch.ones_like(real)) + loss_class(which, classes)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    opt = torch.optim.Adam(painter.parameters(), lr=2e-4, betas=(0.5, 0.999))
    for step in range(3):
        print(step, painter_step(8, opt))
