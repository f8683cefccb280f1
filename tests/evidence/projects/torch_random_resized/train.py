from net import Net
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

made_up = datasets.FakeData(1000, (3, 300, 300), transform=transforms.Compose([transforms.RandomResizedCrop((160, 192)), transforms.ToTensor()]))
net = Net()
for images, _ in DataLoader(made_up, batch_size=32, drop_last=True):
    net(images)
