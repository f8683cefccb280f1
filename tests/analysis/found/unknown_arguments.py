"""Objects made from arguments that are not known are objects of their class all the same."""

import functools
from argparse import ArgumentParser
from collections import namedtuple

from somewhere import configuration
from torch import nn

Entry = namedtuple("Entry", field_names=["state", "action"])


class Net(nn.Module):
    def __init__(self, width=3):
        super().__init__()
        self.first = nn.Conv2d(3, width, 3)
        self.last = nn.Conv2d(8, 3, 3)

    def forward(self, x):
        return self.last(self.first(x))


class Pair(nn.Module):
    def __init__(self, width=3):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)

    def forward(self, image, mask):
        return self.conv(image) * mask


class Wrapper(nn.Module):  # model: Wrapper
    def __init__(self, **options):
        super().__init__()
        self.net = Pair(**options)

    def forward(self, *args, **kwargs):
        return self.net(*args, **kwargs)


def warned(cls):
    init = cls.__init__

    @functools.wraps(init)
    def wrapper(*args, **kwargs):
        return init(*args, **kwargs)

    cls.__init__ = wrapper
    return cls


def counted(cls):
    init = cls.__init__

    def wrapper(*args, **kwargs):
        return init(*args, **kwargs)

    cls.__init__ = wrapper
    return cls


@warned
class Warned(nn.Module):  # model: Warned
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)

    def forward(self, x):
        return self.conv(x)


@counted
class Counted(nn.Module):  # model: Counted
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)

    def forward(self, x):
        return self.conv(x)


def main(parents):
    parser = ArgumentParser(parents=[parents], add_help=False)
    parser.add_argument("--width", default=4)
    return Net(**vars(parser.parse_args()))  # model: Net


if __name__ == "__main__":
    print(Entry(1, 2).state, main(configuration()))
