# Kind: a mask that has kept its channel axis
# After: milesial/Pytorch-UNet#93, "only batches of spatial targets supported (3D tensors) but got targets of dimension: 4"
import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 5, 1))
photos = torch.rand(2, 3, 48, 48)
masks = torch.randint(0, 5, (2, 1, 48, 48))
loss = nn.functional.cross_entropy(net(photos), masks)  # finds: CNN104
