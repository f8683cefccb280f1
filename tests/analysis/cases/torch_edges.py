"""What PyTorch takes and refuses at the edges of its functions: empty vectors are passed over by `cat`, counts have one axis."""

import numpy as np
import torch
from torch import nn

print(torch.cat([torch.zeros(0), torch.zeros(0)], 7).shape)
print(torch.cat([torch.zeros(0), torch.zeros(2, 3)], 1).view(2, 3))
print(torch.cat([torch.zeros(0), torch.zeros(2, 3)], 2).shape)  # fact: axis-out-of-range
print(torch.repeat_interleave(torch.ones(3, dtype=torch.long)).shape)
print(torch.repeat_interleave(torch.ones(3, 2, dtype=torch.long)))  # fact: invalid-argument


def read(path):
    return [float(number) for number in open(path).read().split(",")]


anchors = np.array(read("anchors.txt")).reshape(-1, 2)
scaled = np.array([(width / 32, height / 32) for width, height in anchors])[[6, 7, 8]]
print(torch.Tensor(scaled).index_select(1, torch.LongTensor([0])))
print(torch.flip(torch.tensor(1.0), [0]).shape, torch.flip(torch.zeros(2, 3), [0, -1]).shape)
print(torch.flip(torch.tensor(1.0), [1]))  # fact: axis-out-of-range
nn.MaxPool2d((2,))(torch.zeros(1, 1, 1, 1))  # fact: vanished-size
print(torch.tensor([0.5, 1.0]).dot(torch.tensor([torch.zeros(1), torch.ones(1, 1)])))  # in a list a tensor is a number
print(torch.tensor([np.zeros(2), np.zeros(2)]).view(2, 2))
