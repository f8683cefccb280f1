"""Arguments of a kind that no layer takes."""

from torch import nn

nn.Conv2d(3, int, 3)  # fact: wrong-arguments
nn.Linear(3, nn.ReLU)  # fact: wrong-arguments
nn.Linear(3, "3")  # fact: wrong-arguments
nn.Dropout(None)  # fact: invalid-argument
nn.Dropout(1)
nn.Conv2d(3, 4, 3, bias="yes")
nn.Conv2d(3, 4, 3, bias=nn.ReLU)
