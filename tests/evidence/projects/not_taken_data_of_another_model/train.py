from net import Net
from other import Other
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

data = datasets.MNIST("data", transform=transforms.ToTensor())
net, other = Net(), Other()
for x, _ in DataLoader(data, 10):
    other(x)
