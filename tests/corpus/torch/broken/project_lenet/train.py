import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from net import LeNet


def loaders(batch_size=64):
    to_tensor = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.13,), (0.31,))])
    train = datasets.MNIST("data", train=True, download=True, transform=to_tensor)
    test = datasets.MNIST("data", train=False, transform=to_tensor)
    return DataLoader(train, batch_size, shuffle=True), DataLoader(test, batch_size)


def main():
    model = LeNet()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    criterion = torch.nn.CrossEntropyLoss()
    train, _ = loaders()
    for images, labels in train:
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()


if __name__ == "__main__":
    main()
