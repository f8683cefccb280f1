import torch
from net import Net
from torch import nn, optim
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

if __name__ == "__main__":
    steps = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])
    data = datasets.MNIST("data", train=True, transform=steps)
    net = Net()
    best = optim.SGD(net.parameters(), lr=0.1)
    for images, labels in DataLoader(data, batch_size=64, shuffle=True):
        best.zero_grad()
        nn.functional.cross_entropy(net(images), labels).backward()
        best.step()
