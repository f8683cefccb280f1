"""What is made of a model by tracing or compiling it behaves as the model, and has attributes beside the model's own."""

import numpy as np
import torch
import torch.fx
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        return self.fc(x)  # fact: feature-mismatch


scripted = torch.jit.trace(Net(), torch.zeros(1, 4))
scripted.save("net.pt")
print(torch.jit.script(Net()).code)
graph = torch.fx.symbolic_trace(Net())
graph.graph.print_tabular()
graph.recompile()
graph(torch.zeros(1, 5))
Net().code  # fact: missing-attribute
labels = np.genfromtxt("labels.csv", dtype=np.dtype(str))
sizes = np.zeros((3, 4), dtype=np.dtype("float32"))
nn.Linear(5, 2)(torch.from_numpy(sizes))  # fact: feature-mismatch
