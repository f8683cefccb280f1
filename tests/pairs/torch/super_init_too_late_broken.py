# Kind: the module is set up behind its first layer
# After: questions, "cannot assign module before Module.__init__() call"
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self, hidden=16):
        """Two layers."""
        self.inner = nn.Linear(8, hidden)  # finds: CNN113
        super(Net, self).__init__()
        self.outer = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.outer(torch.tanh(self.inner(x)))


print(Net()(torch.zeros(3, 8)))
