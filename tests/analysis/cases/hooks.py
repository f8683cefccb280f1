"""Hooks are called as PyTorch calls them: what they keep is there, what they give back counts, and those that are removed are gone."""

import torch
from einops import rearrange, repeat
from torch import nn


class Extractor(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net
        self.kept = None

    def forward(self, x):
        handle = self.net[0].register_forward_hook(lambda module, args, output: setattr(self, "kept", output))
        self.net(x)
        handle.remove()
        return self.kept.view(1, 8, 36)


def wider(module, args):
    return (args[0].repeat(1, 3, 1, 1),)


def halves(module, args, kwargs, output):
    return output[:, :4]


net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())
extractor = Extractor(net)
print(extractor(torch.zeros(1, 3, 8, 8)))
net.register_forward_pre_hook(wider)
print(net(torch.zeros(1, 1, 8, 8)))
handle = net.register_forward_hook(halves, with_kwargs=True)
nn.Conv2d(4, 4, 3)(net(torch.zeros(1, 1, 8, 8)))
handle.remove()
nn.Conv2d(4, 4, 3)(net(torch.zeros(1, 1, 8, 8)))  # fact: channel-mismatch


class Any(nn.Module):
    def forward(self, x):
        *_, height, width = x.shape
        return nn.Conv2d(3, 4, 1)(x).flatten(2).transpose(1, 2)


places = torch.zeros(2, 4, 5)
rearrange(repeat(places, "... p -> b (...) p", b=3), "b n p -> b 1 n 1 p")
rearrange(places, "a ... -> a (...)").view(2, 20).permute(1, 0)
rearrange(places, "(...) a -> a")  # fact: invalid-argument


class Gradients:
    def __init__(self, layer):
        self.kept = []
        layer.register_full_backward_hook(self.keep)

    def keep(self, module, grad_input, grad_output):
        self.kept = [grad_output[0], *self.kept]

    def of(self, net, x):
        self.kept = []
        net(x).sum().backward()
        return torch.cat(self.kept, dim=1)[0, :]


gradients = Gradients(net[0])
print(gradients.of(net, torch.zeros(1, 1, 8, 8)))
torch.cat(Gradients(net[0]).kept)  # fact: invalid-argument
