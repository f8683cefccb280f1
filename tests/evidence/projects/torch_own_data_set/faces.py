import os

from PIL import Image
from torch.utils.data import Dataset


class Faces(Dataset):
    def __init__(self, folder, transform):
        self.files = sorted(os.listdir(folder))
        self.transform = transform

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        return self.transform(Image.open(self.files[index]).convert("RGB")), index % 2
