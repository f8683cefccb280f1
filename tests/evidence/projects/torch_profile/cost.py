import torch
from net import Net
from thop import profile

net = Net()
macs, params = profile(net, inputs=(torch.randn(1, 3, 72, 72),))
