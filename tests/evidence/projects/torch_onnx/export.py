import torch
from net import Net

net = Net().eval()
dummy = torch.randn(1, 3, 112, 112)
torch.onnx.export(net, dummy, "net.onnx")
