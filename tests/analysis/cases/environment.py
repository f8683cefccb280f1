"""What hangs on the environment: its variables are most likely not set, and nothing that follows from that is certain."""

import os

import torch
from torch import nn

FAST = "FAST" in os.environ
ROOT = os.environ.get("DATA_ROOT")
WIDTH = int(os.environ.get("WIDTH", "8"))

if ROOT is None:
    raise RuntimeError("DATA_ROOT is not set")
if not FAST:
    nn.Conv2d(3, 8, 3, groups=2)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 16, 3) if FAST else nn.Conv2d(3, WIDTH, 3)
        self.second = nn.Conv2d(9, 8, 3)

    def forward(self, x):
        assert ROOT is not None and ROOT.startswith("/")
        return self.second(self.first(x))  # fact: channel-mismatch


def set_up(settings):
    if not torch.cuda.is_available():
        settings.distributed = False
        return
    settings.distributed = True


def several():
    if torch.cuda.device_count() > 1:
        return True
    return False


class Settings:
    distributed = None


settings = Settings()
set_up(settings)
if not settings.distributed:
    raise OSError("training on one machine is not supported")
if not several():
    raise OSError("nor on one GPU")
