"""Graph network on a dense adjacency matrix."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.parameter import Parameter


class Neighbours(nn.Module):
    """Each node takes the weighted sum of what its neighbours hold."""

    def __init__(self, before, after, bias=True):
        super().__init__()
        self.weight = Parameter(torch.FloatTensor(before, after))
        self.register_parameter("bias", Parameter(torch.FloatTensor(after)) if bias else None)
        bound = 1.0 / math.sqrt(after)
        for parameter in self.parameters():
            parameter.data.uniform_(-bound, bound)

    def forward(self, nodes, edges):
        gathered = torch.mm(edges, torch.mm(nodes, self.weight))
        if self.bias is None:
            return gathered
        return gathered + self.bias

    def extra_repr(self):
        return "{} -> {}".format(*self.weight.shape)


class CitationNet(nn.Module):
    def __init__(self, words=1433, hidden=16, topics=7, drop=0.5):
        super().__init__()
        self.first = Neighbours(words, hidden)
        self.second = Neighbours(hidden, topics, bias=False)
        self.drop = drop

    def forward(self, nodes, edges):
        x = torch.relu(self.first(nodes, edges))
        x = F.dropout(x, self.drop, training=self.training)
        return F.log_softmax(self.second(x, edges), dim=1)


def balanced(edges):
    """Self-loops added, rows and columns scaled by the degree."""
    edges = edges + torch.eye(edges.size(0))
    scale = edges.sum(1).pow(-0.5)
    scale[torch.isinf(scale)] = 0.0
    return scale[:, None] * edges * scale[None, :]


if __name__ == "__main__":
    model = CitationNet()
    nodes = torch.rand(140, 1433)
    edges = (torch.rand(140, 140) > 0.95).float()
    print(model(nodes, balanced(edges)).exp().sum(1))
