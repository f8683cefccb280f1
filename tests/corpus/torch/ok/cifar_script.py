"""A beginner's script: data, network and training loop all at module level."""
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision
from torchvision import transforms

BATCH = 4
to_input = transforms.Compose([transforms.ToTensor(), transforms.Normalize([0.49] * 3, [0.25] * 3)])
photos = torchvision.datasets.CIFAR10("data", train=True, transform=to_input, download=True)
batches = torch.utils.data.DataLoader(photos, batch_size=BATCH, shuffle=True)
labels = "airplane car bird cat deer dog frog horse ship truck".split()


class SmallNet(nn.Module):
    def __init__(self):
        super(SmallNet, self).__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.hidden1 = nn.Linear(16 * 5 * 5, 120)
        self.hidden2 = nn.Linear(120, 84)
        self.scores = nn.Linear(84, len(labels))

    def forward(self, x):
        for conv in (self.conv1, self.conv2):
            x = self.pool(F.relu(conv(x)))
        x = x.view(-1, self.count_features(x))
        x = F.relu(self.hidden1(x))
        x = F.relu(self.hidden2(x))
        return self.scores(x)

    def count_features(self, x):
        n = 1
        for extent in x.size()[1:]:
            n *= extent
        return n


net = SmallNet()
loss_of = nn.CrossEntropyLoss()
sgd = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)

for epoch in range(2):
    total = 0.0
    for step, (image, label) in enumerate(batches, start=1):
        sgd.zero_grad()
        loss = loss_of(net(image), label)
        loss.backward()
        sgd.step()
        total += loss.item()
        if step % 1000 == 0:
            print("epoch %d, step %d: %.3f" % (epoch, step, total / step))
torch.save(net.state_dict(), "small_net.pt")
