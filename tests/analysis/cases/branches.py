"""A fault under a condition that is not known is no fact, unless both sides have it."""
import sys

import torch
from torch import nn

flag = len(sys.argv) > 1
x = torch.randn(1, 3, 8, 8)
good = nn.Conv2d(3, 4, 3)
bad = nn.Conv2d(5, 4, 3)
worse = nn.Conv2d(6, 4, 3)

one_side = good(x) if flag else bad(x)
if flag:
    y = bad(x)
else:
    y = good(x)
after = nn.Conv2d(4, 2, 3)(y)
wrong_after = nn.Conv2d(9, 2, 3)(y)  # fact: channel-mismatch


def early(x):
    if flag:
        return good(x)
    return bad(x)


either = early(x)
still_known = nn.Conv2d(4, 1, 1)(either)


def guarded(x):
    if x.shape[1] != 5:
        raise ValueError("five channels")
    return bad(x)


try:
    guarded(x)
except ValueError:
    recovered = good(x)

try:
    caught = bad(x)
except RuntimeError:
    caught = good(x)

for _ in range(len(sys.argv)):
    x = good(bad(x))

z = torch.randn(1, 3, 8, 8)
bad(z)  # fact: channel-mismatch
