import albumentations as A
import cv2
from albumentations.pytorch import ToTensorV2
from net import Net
from torch.utils.data import DataLoader, Dataset


class Cells(Dataset):
    def __init__(self, files, steps):
        self.files, self.steps = files, steps

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        image = cv2.cvtColor(cv2.imread(self.files[index]), cv2.COLOR_BGR2RGB)
        changed = self.steps(image=image, mask=cv2.imread("mask", cv2.IMREAD_GRAYSCALE))
        return {"image": changed["image"], "mask": changed["mask"]}


steps = A.Compose([A.Resize(256, 128), A.HorizontalFlip(p=0.5), A.Normalize(), ToTensorV2()])
cells = Cells(["a.png"], steps)
cells = Cells(["a.png"] * 12, steps)
net = Net()
for batch in DataLoader(cells, batch_size=4):
    net(batch["image"])
