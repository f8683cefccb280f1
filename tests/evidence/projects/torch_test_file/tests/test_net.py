import torch

from pkg.net import Net


def test_shape():
    net = Net(channels=5)
    assert net(torch.randn(2, 5, 48, 40)).shape == (2, 10)
