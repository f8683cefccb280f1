"""What Python itself cannot carry out is a fact where it follows from Python's own values on a certain path."""

import json

from typing import Optional

import torch
from torch import nn

x = torch.zeros(1, 3, 8, 8)
settings = json.load(open("settings.json"))


class Forgotten(nn.Module):
    def forward(self, x):
        if x.dim() > 9:
            y = x
        z = undefined  # fact: python-error
        try:
            unicode
        except NameError:
            z = x
        return y + z  # fact: python-error


Forgotten()(x)


class Uncalled(nn.Module):
    """That nothing defines a name is certain even so; what the arguments may be is not."""

    def __init__(self, encoder=None, width=8):
        super().__init__()
        self.encoder = encoder
        self.width = encoder.width
        self.conv = nn.Conv2d(3, width, missing)  # fact: python-error

    def forward(self, x):
        return self.encoder(x)


class Masked(nn.Module):
    def forward(self, x, mask=None, scale=None):
        assert scale is not None
        return x * mask.float()


module = Masked()


class Certain(nn.Module):
    def __init__(self):
        super().__init__()
        self.extra = None
        self.sizes = (1, 2, 3)
        self.names = ["a", "b"]

    def forward(self, x):
        a = self.extra(x)  # fact: python-error
        b = self.extra.weight  # fact: python-error
        c = self.extra + 1  # fact: python-error
        d = self.extra < 1  # fact: python-error
        e, f = self.sizes  # fact: python-error
        g = self.sizes[3]  # fact: python-error
        h = {"a": 1}["b"]  # fact: python-error
        i = len(7)  # fact: python-error
        j = "%d" % "one"  # fact: python-error
        k = 1 // 0  # fact: python-error
        for m in 3:  # fact: python-error
            pass
        n, c, height = x.shape  # fact: python-error
        settings = {3: 4}
        o = dict(**settings)  # fact: python-error
        settings.pop(4)  # fact: python-error
        if isinstance(nn.Linear, self):  # fact: python-error
            pass
        p = int % 2  # fact: python-error
        return x


Certain()(x)


class Unsure(nn.Module):
    """All of this may work, as far as the text tells."""

    def __init__(self, settings):
        super().__init__()
        self.extra = None
        self.names = []
        fill(self.names, settings)
        if settings:
            self.extra = nn.Identity()

    def forward(self, x):
        if settings["extra"]:
            return None(x)
        for width in settings["widths"]:
            last = width
        self.extra(x)
        first = self.names[0]
        one, two = self.names
        later = (soon for _ in range(3))
        soon = 3
        list(later)
        [None(y) for y in settings["layers"]]
        isinstance(x, (int, None and str, nn.Module))
        isinstance(x, int | None)
        isinstance(x, Optional[int])
        try:
            return {}["x"]
        except KeyError:
            pass
        return x + last


from helpers import fill

Unsure(settings)(x)
profile, _("text")


@profile
def timed(x):
    return x


def late():
    return set_by_other


def never():
    yield None(3)
    return no_such_name


def setter():
    global set_by_other
    set_by_other = 1


never(), late()
