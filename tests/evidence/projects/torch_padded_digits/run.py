import torchvision.transforms as transforms
from lenet import LeNet
from torch.utils.data import DataLoader
from torchvision.datasets import FashionMNIST

data = FashionMNIST("data", transform=transforms.Compose([transforms.Pad(2), transforms.ToTensor()]))
net = LeNet()
for x, y in DataLoader(data, batch_size=100):
    net(x)
