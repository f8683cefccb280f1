from net import Net
from torch.utils.data import DataLoader
from torchvision.datasets import SVHN
from torchvision.transforms import v2

steps = v2.Compose([v2.Grayscale(num_output_channels=1), v2.Resize((64, 64)), v2.ToImage(), v2.ToDtype(__import__("torch").float32, scale=True)])
digits = SVHN("data", split="train", transform=v2.Compose([v2.Grayscale(num_output_channels=1), v2.Resize((64, 64)), v2.ToTensor()]))
net = Net()
for batch in DataLoader(digits, batch_size=10):
    net(batch[0])
