import engine
from net import Net
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

small = DataLoader(datasets.CIFAR10("data", transform=transforms.ToTensor()))
large = DataLoader(datasets.STL10("data", transform=transforms.ToTensor()))
engine.fit(Net(), small, large)
