# Kind: a decoder that expects a longer code than the encoder gives
# After: questions about autoencoders, "mat1 and mat2 shapes cannot be multiplied (32x16 and 32x128)"
import torch
from torch import nn

encoder = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 16))
decoder = nn.Sequential(
    nn.Linear(32, 128),  # finds: CNN102
    nn.ReLU(),
    nn.Linear(128, 784),
    nn.Sigmoid(),
)
batch = torch.rand(32, 784)
loss = nn.functional.mse_loss(decoder(encoder(batch)), batch)
loss.backward()
