"""What is not known of an object that could not be made, that code has seen which is not known, or that is handed on."""

import torch
from elsewhere import Base, run
from torch import nn


class Schedule:
    def __init__(self, size, rate, optimizer):
        self.size = size
        self.rate = rate
        self.optimizer = optimizer

    def at(self, step):
        return self.rate * self.size * step


schedule = Schedule(512, 1)  # fact: wrong-arguments
print(schedule.at(3))


class Settings(Base):
    width: int = "chosen by name"
    depth = 3

    def __init__(self, *args):
        super().__init__(*args)

    def total(self):
        return self.width - 1


settings = Settings()
run(settings)
print(settings.total(), settings.depth + 1)


class Warm(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-3, warmup=10):
        super().__init__(params, {"lr": lr, "warmup": warmup})

    def rate(self):
        return self.defaults["lr"] * self.param_groups[0]["warmup"]


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.query = nn.Linear(32, 8)

    def forward(self, *, query, key, mask=None):
        return self.query(query) @ key.transpose(-2, -1)


print(Warm(Attention().parameters()).rate())
