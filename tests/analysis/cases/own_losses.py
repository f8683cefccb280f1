"""A class that takes over the forward pass of a loss is run by us on one input only, which is no fault of its."""

from torch import nn


class Base(nn.Module):
    def named(self):
        return "loss"


class L1Loss(nn.L1Loss, Base):
    pass
