# Kind: one-hot classes as whole numbers
# After: questions, "Expected floating point type for target with class probabilities, got Long"
import torch
import torch.nn.functional as F

scores = torch.randn(8, 5, requires_grad=True)
labels = F.one_hot(torch.randint(0, 5, (8,)), num_classes=5)
loss = F.cross_entropy(scores, labels.float())
loss.backward()
