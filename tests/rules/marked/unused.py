"""What a model keeps and never uses, and what only looks so: named by another method, by a subclass, by a text, or gone through by a loop."""

import copy

import torch
from torch import nn


class Base(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Linear(8, 8)
        self.left = nn.Linear(8, 8)  # cnnlint-ok: CNN612
        self.right = nn.Linear(8, 8)  # cnnlint-expect: CNN612
        self.tied = nn.Linear(8, 8)  # cnnlint-ok: CNN612
        self.tied.weight = self.trunk.weight
        self.frozen = nn.Linear(8, 8).requires_grad_(False)  # cnnlint-ok: CNN612
        self.quiet = nn.Dropout(0.1)  # cnnlint-ok: CNN612
        self.shift = nn.Parameter(torch.zeros(8))  # cnnlint-expect: CNN612
        self.scale = nn.Parameter(torch.ones(8))  # cnnlint-ok: CNN612

    def forward(self, x):
        """The `right` layer, `shift`."""
        # self.right(x)
        return self.trunk(x) * self.scale


class Derived(Base):
    def forward(self, x):
        return self.left(super().forward(x))


class Others(nn.Module):
    """Has a `right` of its own, which is no use of the other."""

    def __init__(self):
        super().__init__()
        self.right = nn.Linear(8, 8)
        self.embed = nn.Linear(8, 8)  # cnnlint-ok: CNN612
        self.aux = nn.Linear(8, 8)  # cnnlint-ok: CNN612
        self.spoken = nn.Linear(8, 8)  # cnnlint-ok: CNN612
        self.told = nn.Linear(8, 8)  # cnnlint-ok: CNN612

    def forward(self, x):
        return (self.right(x), self.aux(x)) if self.training else self.right(x)

    def encode(self, x):
        return self.embed(x)

    def pick(self, x):
        return getattr(self, "spoken")(x)


def tell(model, x):
    return model.told(x)


class Looped(nn.Module):
    def __init__(self):
        super().__init__()
        self.one = nn.Linear(8, 8)  # cnnlint-ok: CNN612
        self.two = nn.Linear(8, 8)  # cnnlint-ok: CNN612

    def forward(self, x):
        for layer in self.children():
            x = layer(x)
        return x


class Counted(nn.Module):
    def __init__(self):
        super().__init__()
        for i in range(2):
            setattr(self, f"step{i}", nn.Linear(8, 8))  # cnnlint-ok: CNN612

    def forward(self, x):
        return x

    def step(self, x, i):
        return getattr(self, f"step{i}")(x)


class Cloned(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Linear(8, 8)  # cnnlint-ok: CNN612
        self.copies = nn.ModuleList([copy.deepcopy(self.model) for _ in range(2)])

    def forward(self, x):
        for layer in self.copies:
            x = layer(x)
        return x


class Twice(nn.Module):
    def __init__(self, wide=False):
        super().__init__()
        self.a = nn.Linear(8, 8)
        self.a = nn.Linear(8, 8)  # cnnlint-expect: CNN613
        self.b = nn.Linear(8, 8)
        self.b = nn.Sequential(self.b, nn.ReLU())  # cnnlint-ok: CNN613
        self.c = nn.Identity()
        self.c = nn.Linear(8, 8)  # cnnlint-ok: CNN613
        self.d = nn.Linear(8, 8)
        if wide is False:
            self.d = nn.Linear(8, 8)  # cnnlint-ok: CNN613
        steps = []
        for _ in range(2):
            self.e = nn.Linear(8, 8)  # cnnlint-ok: CNN613
            steps.append(self.e)
        self.steps = nn.Sequential(*steps)
        for _ in range(2):
            self.f = nn.Linear(8, 8)  # cnnlint-expect: CNN613
        self.reset()
        self.reset()

    def reset(self):
        self.g = nn.Linear(8, 8)  # cnnlint-ok: CNN613

    def forward(self, x):
        return self.steps(self.g(self.f(self.e(self.d(self.c(self.b(self.a(x))))))))


class Late(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = None
        self.relu = nn.ReLU()

    def forward(self, x):
        if self.fc is None:
            self.fc = nn.Linear(8, 8)  # cnnlint-ok: CNN614, CNN610
        gain = nn.Parameter(torch.ones(8))  # cnnlint-expect: CNN614
        fixed = nn.Parameter(torch.ones(8), requires_grad=False)  # cnnlint-ok: CNN614
        x = self.made(nn.GELU()(x))  # cnnlint-expect: CNN614
        return self.fc(x) * gain * fixed

    def made(self, x):
        return nn.Linear(8, 8)(x)  # cnnlint-ok: CNN610


for model in (Base(), Derived(), Others(), Looped(), Counted(), Cloned(), Twice(), Late()):
    model(torch.zeros(2, 8))
