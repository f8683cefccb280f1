# Kind: reshapes that change places and count, and keep all elements
import torch
from einops import rearrange

x = torch.arange(2 * 3 * 8 * 8, dtype=torch.float32).view(2, 3, 8, 8)
patches = x.unfold(2, 4, 4).unfold(3, 4, 4).permute(0, 2, 3, 1, 4, 5).reshape(2, -1, 3 * 4 * 4)
same = rearrange(x, "n c (h a) (w b) -> n (h w) (c a b)", a=4, b=4)
assert torch.equal(patches, same)
print(patches.view(-1).shape, patches.flatten(0, 1).t().shape)
