"""Train the segmentation network on pairs of images and masks."""
import torch
import torch.nn as nn

from .unet_model import UNet


def dice_loss(logits, target, eps=1e-6):
    probability = logits.softmax(dim=1)
    overlap = (probability * target).sum(dim=(2, 3))
    total = probability.sum(dim=(2, 3)) + target.sum(dim=(2, 3))
    return 1 - ((2 * overlap + eps) / (total + eps)).mean()


def build(bilinear=True):
    return UNet(channels=3, n_classes=2, bilinear=bilinear)


def train(loader, epochs=5, lr=1e-5):
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = build().to(device)
    optimizer = torch.optim.RMSprop(model.parameters(), lr=lr, weight_decay=1e-8, momentum=0.999)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(epochs):
        for images, masks in loader:
            prediction = model(images.to(device))
            one_hot = nn.functional.one_hot(masks, model.n_classes).permute(0, 3, 1, 2).float()
            loss = criterion(prediction, masks) + dice_loss(prediction, one_hot)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
        print(epoch, loss.item())


if __name__ == "__main__":
    net = build()
    print(net(torch.randn(1, 3, 96, 130)).shape)
