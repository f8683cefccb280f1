from faces import Faces
from net import Net
from torch.utils.data import DataLoader
from torchvision.transforms import Compose, Resize, ToTensor
from tqdm import tqdm

data = Faces("faces", Compose([Resize((96, 128)), ToTensor()]))
net = Net()
for step, (images, labels) in enumerate(tqdm(DataLoader(data, batch_size=8))):
    net(images)
