from __future__ import print_function

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.optim.lr_scheduler import StepLR
from torchvision import datasets, transforms


class Net(nn.Module):
    """Two convolutions, one pooling step, two dense layers."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, 1)
        self.conv2 = nn.Conv2d(32, 64, 3, 1)
        self.drop_a = nn.Dropout(0.25)
        self.drop_b = nn.Dropout(0.5)
        self.fc1 = nn.Linear(9216, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = self.drop_a(F.max_pool2d(x, 2))
        x = torch.flatten(x, 1)
        x = self.drop_b(F.relu(self.fc1(x)))
        return F.log_softmax(self.fc2(x), dim=1)


def run_epoch(model, loader, optimizer, device, log_every=100):
    model.train()
    for step, (data, target) in enumerate(loader):
        data, target = data.to(device), target.to(device)
        optimizer.zero_grad()
        loss = F.nll_loss(model(data), target)
        loss.backward()
        optimizer.step()
        if step % log_every == 0:
            print("step {:5d}  loss {:.5f}".format(step, loss.item()))


def evaluate(model, loader, device):
    model.eval()
    correct = 0
    with torch.no_grad():
        for data, target in loader:
            prediction = model(data.to(device)).argmax(dim=1, keepdim=True)
            correct += prediction.eq(target.to(device).view_as(prediction)).sum().item()
    return correct / len(loader.dataset)


def main():
    device = torch.device("cpu")
    normalise = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
    train_set = datasets.MNIST("../data", train=True, download=True, transform=normalise)
    test_set = datasets.MNIST("../data", train=False, transform=normalise)
    train_loader = torch.utils.data.DataLoader(train_set, batch_size=64, shuffle=True)
    test_loader = torch.utils.data.DataLoader(test_set, batch_size=1000)
    model = Net().to(device)
    optimizer = optim.Adadelta(model.parameters(), lr=1.0)
    scheduler = StepLR(optimizer, step_size=1, gamma=0.7)
    for _ in range(14):
        run_epoch(model, train_loader, optimizer, device)
        print("accuracy", evaluate(model, test_loader, device))
        scheduler.step()
    torch.save(model.state_dict(), "mnist.pt")


if __name__ == "__main__":
    main()
