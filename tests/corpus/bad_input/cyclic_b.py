from torch import nn
from cyclic_a import Body


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = Body()

    def forward(self, x):
        return self.body(x)
