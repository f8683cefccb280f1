"""Arguments of a kind that no layer takes."""

from torch import nn

nn.Conv2d(3, int, 3)  # fact: wrong-arguments
nn.Linear(3, nn.ReLU)  # fact: wrong-arguments
nn.Linear(3, "3")  # fact: wrong-arguments
nn.Dropout(None)  # fact: invalid-argument
nn.Dropout(1)
nn.Conv2d(3, 4, 3, bias="yes")
nn.Conv2d(3, 4, 3, bias=nn.ReLU)
import torch

x = torch.zeros(1, 3, 8, 8)
nn.Conv2d(3, 4, 3, True)(x)  # fact: wrong-arguments
nn.Conv2d(3, 4, 3, 1, 1, False)(x)  # fact: wrong-arguments
x.flatten(True)  # fact: wrong-arguments
torch.zeros((True, 2))  # fact: wrong-arguments
nn.Conv2d(3, 4, True)(x)
nn.Linear(True, 3)
nn.Conv1d(3, 4, 3, padding=True)(x[0])  # fact: wrong-arguments
torch.zeros(2, True)
torch.arange(True)
