"""The full network, assembled from its parts."""
from .unet_parts import *


class UNet(nn.Module):
    def __init__(self, channels, n_classes, bilinear=False, base=64):
        super(UNet, self).__init__()
        self.n_classes = n_classes
        shrink = 2 if bilinear else 1
        self.enter = DoubleConv(channels, base)
        self.down1 = Down(base, base * 2)
        self.down2 = Down(base * 2, base * 4)
        self.down3 = Down(base * 4, base * 8)
        self.down4 = Down(base * 8, base * 16 // shrink)
        self.up4 = Up(base * 16, base * 8 // shrink, bilinear)
        self.up3 = Up(base * 8, base * 4 // shrink, bilinear)
        self.up2 = Up(base * 4, base * 2 // shrink, bilinear)
        self.up1 = Up(base * 2, base, bilinear)
        self.leave = OutConv(base, n_classes)

    def forward(self, image):
        full = self.enter(image)
        half = self.down1(full)
        quarter = self.down2(half)
        eighth = self.down3(quarter)
        x = self.down4(eighth)
        x = self.up4(x, eighth)
        x = self.up3(x, quarter)
        x = self.up2(x, half)
        x = self.up1(x, full)
        return self.leave(x)
