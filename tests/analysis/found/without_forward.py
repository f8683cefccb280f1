"""A module that cannot be called stands for its parts; a part that is run by itself is no model of its own."""

import torch
from somewhere import train
from torch import nn


class Body(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)

    def forward(self, x):
        return self.conv(x)


class Loss(nn.Module):
    def forward(self, output, target):
        return (output - target).mean()


class Learner(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = Body(width)
        self.heads = nn.ModuleList([nn.Sequential(nn.Conv2d(width, 2, 1)), nn.Conv2d(width, 2, 1)])
        self.loss = Loss()

    def training_step(self, batch):
        return self.loss(self.heads[0](self.body(batch)), 1)


class Kept(Learner):
    pass


class Unmade(nn.Module):  # model: Unmade.inner
    def __init__(self):
        super().__init__()
        self.inner = Body()

    def step(self, batch):
        return self.inner(batch)


class Flow(nn.Module):
    def __init__(self):
        super().__init__()
        self.steps = nn.ModuleList([Body(3), Body(3)])

    def forward(self, x):
        for step in self.steps:
            x = step(x)
        return x

    def sample(self, x):
        for step in self.steps:
            x = step(x)
        return x


def main():
    train(Learner(4))  # model: Learner.body model: Learner.heads.0
    flow = Flow()  # model: Flow
    flow.sample(torch.zeros(1, 3, 16, 16))
    other = Flow()  # model: Flow
    other.sample(torch.zeros(1, 3, 16, 16))


kept = Kept(5)  # model: kept.body model: kept.heads.0
main()
