"""What PyTorch takes and refuses at the edges of its functions: empty vectors are passed over by `cat`, counts have one axis."""

import torch

print(torch.cat([torch.zeros(0), torch.zeros(0)], 7).shape)
print(torch.cat([torch.zeros(0), torch.zeros(2, 3)], 1).view(2, 3))
print(torch.cat([torch.zeros(0), torch.zeros(2, 3)], 2).shape)  # fact: axis-out-of-range
print(torch.repeat_interleave(torch.ones(3, dtype=torch.long)).shape)
print(torch.repeat_interleave(torch.ones(3, 2, dtype=torch.long)))  # fact: invalid-argument
