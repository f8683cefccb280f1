# Kind: an embedding is asked for rows by floating point numbers
# After: questions, "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.FloatTensor instead"
import torch
from torch import nn

encoder = nn.Embedding(1000, 50)
sentences = torch.zeros(4, 12)
for i, length in enumerate([3, 5, 12, 7]):
    sentences[i, :length] = 7
vectors = encoder(sentences.long())
print(vectors.shape)
