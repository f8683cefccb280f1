"""What is not a module is refused as a submodule; a tensor of several elements is no condition."""

import unknown_library
import torch
from torch import nn


class Plain:
    pass


class Odd(unknown_library.Thing):
    pass


nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU)  # fact: invalid-argument
nn.ModuleList([torch.relu, nn.ReLU()])
nn.ModuleList([Plain()])  # fact: invalid-argument
nn.ModuleList([lambda x: x])  # fact: invalid-argument
nn.ModuleDict({"a.b": nn.ReLU()})  # fact: invalid-argument
nn.ParameterList([nn.Parameter(torch.zeros(3))])
nn.ModuleList([None, Odd(), unknown_library.layer()])


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.add_module("conv", nn.Conv2d(3, 4, 3))
        self.add_module(nn.ReLU(), "relu")  # fact: invalid-argument
        self.add_module("pool", None)
        self.register_buffer(torch.zeros(3), "mask")  # fact: invalid-argument
        self.register_buffer("mask", torch.zeros(3))
        self.register_parameter("a.b", None)  # fact: invalid-argument
        setattr(self, nn.ReLU(), "relu")  # fact: python-error

    def forward(self, x):
        if x.mean() > 0:
            x = x + 1
        if x[:1, :1, 0, 0] > 0:
            x = x + 1
        if x > 0:  # fact: invalid-argument
            x = x + 1
        torch._assert(x.dim() == 4, "a picture")
        torch._assert(x.size(1) == 4, "four channels")  # fact: raises
        return self.conv(x)


class Perceptron(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Linear(8, 4), nn.ReLU())
        for m in self.modules():
            if not isinstance(m, nn.Linear):
                nn.init.zeros_(m.weight)  # fact: missing-attribute
        self.register_full_backward_pre_hook(print)
        self.register_state_dict_post_hook(print)


Perceptron()(torch.zeros(1, 8))

Net()(torch.zeros(1, 3, 8, 8))
