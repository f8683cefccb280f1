# Kind: an axis order for batches given to a single picture
# After: questions, "number of dimensions in the tensor input does not match the length of the desired ordering of dimensions"
import numpy as np
import torch

picture = torch.from_numpy(np.zeros((32, 48, 3), dtype=np.uint8))
print(picture.permute(2, 0, 1).shape)
