# Kind: layers are set before the module is set up
# After: questions, "cannot assign module before Module.__init__() call"
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(4, 2)  # finds: CNN113

    def forward(self, x):
        return self.fc(x)


print(Net()(torch.zeros(1, 4)))
