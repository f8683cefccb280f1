from net import Net
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

photos = datasets.ImageFolder("photos", transforms.Compose([transforms.Resize(256), transforms.ToTensor()]))
net = Net()
for images, _ in DataLoader(photos, 1):
    print(images.shape)
