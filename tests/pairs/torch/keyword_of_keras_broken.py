# Kind: an argument as Keras names it
# After: questions, "Conv2d.__init__() got an unexpected keyword argument 'strides'"
import torch
from torch import nn

down = nn.Sequential(
    nn.Conv2d(3, 8, 3, strides=2),  # finds: CNN111
    nn.ReLU(),
)
down(torch.zeros(1, 3, 16, 16))
