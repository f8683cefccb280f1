# Kind: grayscale pictures without an axis for their channel
# After: questions, "expected input[1, 100, 28, 28] to have 1 channels, but got 100 channels instead"
import numpy as np
import torch
from torch import nn

data = torch.from_numpy(np.zeros((100, 28, 28), dtype=np.float32))
model = nn.Sequential(
    nn.Conv2d(1, 8, 3),
    nn.ReLU(),
    nn.Flatten(),
    nn.Linear(8 * 26 * 26, 10),
)
scores = model(data.unsqueeze(1))
