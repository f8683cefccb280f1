import unittest

import torch
from net import Net


class NetTest(unittest.TestCase):
    def setUp(self):
        self.net = Net()

    def test_forward(self):
        self.net(torch.ones(4, 3, 30, 30))
