import torch
import torch.nn as nn


class PatchEmbedding(nn.Module):
    def __init__(self, image_size=224, patch_size=16, dim=192):
        super().__init__()
        assert image_size % patch_size == 0, "Image dimensions must be divisible by the patch size."
        self.image_size = image_size
        self.patch_size = patch_size
        self.proj = nn.Conv2d(3, dim, patch_size, stride=patch_size)

    def forward(self, x):
        B, C, H, W = x.shape
        assert H == self.image_size and W == self.image_size, \
            f"Input image size ({H}*{W}) doesn't match model ({self.image_size}*{self.image_size})."
        return self.proj(x).flatten(2).transpose(1, 2)


class Classifier(nn.Module):
    def __init__(self, image_size=256, patch_size=14, num_classes=10):
        super().__init__()
        self.embed = PatchEmbedding(image_size, patch_size)
        self.head = nn.Linear(192, num_classes)

    def forward(self, x):
        return self.head(self.embed(x).mean(1))


if __name__ == "__main__":
    net = Classifier()
    print(net(torch.rand(1, 3, 256, 256)).shape)
