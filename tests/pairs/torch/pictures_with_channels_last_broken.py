# Kind: pictures of NumPy, whose channels are last, given to a convolution
# After: questions, "expected input[4, 64, 64, 3] to have 3 channels, but got 64 channels instead"
import numpy as np
import torch
from torch import nn

photos = np.random.rand(4, 64, 64, 3).astype("float32")
conv = nn.Conv2d(3, 16, kernel_size=3)  # finds: CNN101
maps = conv(torch.from_numpy(photos))
print(maps.shape)
