from net import Net
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder
from torchvision.transforms import CenterCrop, Compose, Resize, ToTensor

steps = Compose([Resize(256), CenterCrop(224), ToTensor()])
photos = ImageFolder("photos", transform=steps)
net = Net()
for images, _ in DataLoader(photos, 16):
    net(images)
