import argparse

import torch
import torchvision
import torchvision.transforms as T
from models import *

parser = argparse.ArgumentParser()
parser.add_argument("--lr", default=0.1, type=float)
args = parser.parse_args()

device = "cuda" if torch.cuda.is_available() else "cpu"
train_steps = T.Compose([T.RandomCrop(32, padding=4), T.RandomHorizontalFlip(), T.ToTensor()])
root = "data"

trainset = torchvision.datasets.CIFAR10(root, train=True, download=True, transform=train_steps)
trainloader = torch.utils.data.DataLoader(trainset, batch_size=128, shuffle=True, num_workers=2)

net = Small().to(device)
optimizer = torch.optim.SGD(net.parameters(), lr=args.lr)


def train(epoch):
    net.train()
    for inputs, targets in trainloader:
        inputs, targets = inputs.to(device), targets.to(device)
        loss = torch.nn.functional.cross_entropy(net(inputs), targets)
        loss.backward()
        optimizer.step()


for epoch in range(2):
    train(epoch)
