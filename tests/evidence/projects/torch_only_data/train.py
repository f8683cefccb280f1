import engine
from net import Net
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

data = datasets.CIFAR100("data", transform=transforms.ToTensor())
engine.fit(Net(), DataLoader(data, batch_size=64))
