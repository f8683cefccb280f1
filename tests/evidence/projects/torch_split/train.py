from net import Net
from torch.utils.data import DataLoader, random_split
from torchvision import transforms
from torchvision.datasets import STL10

whole = STL10("data", split="unlabeled", transform=transforms.ToTensor())
train, test = random_split(whole, [0.8, 0.2])
net = Net()
images, labels = next(iter(DataLoader(train, batch_size=16)))
net(images)
