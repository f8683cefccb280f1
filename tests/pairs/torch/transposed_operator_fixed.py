# Kind: a weight of one's own that is the wrong way round
# After: questions, "mat1 and mat2 shapes cannot be multiplied (16x784 and 64x784)"
import torch

x = torch.randn(16, 784)
weight = torch.randn(64, 784, requires_grad=True)
hidden = torch.relu(x @ weight.transpose(-2, -1))
hidden.sum().backward()
