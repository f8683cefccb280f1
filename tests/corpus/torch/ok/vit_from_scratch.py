"""Vision transformer with its own attention: convolution for the patches, a class token, learnt positions."""
import torch
import torch.nn as nn


class Patches(nn.Module):
    def __init__(self, side, patch, channels, width):
        super().__init__()
        self.grid = side // patch
        self.count = self.grid * self.grid
        self.embed = nn.Conv2d(channels, width, kernel_size=patch, stride=patch)

    def forward(self, image):
        tokens = self.embed(image)          # B, width, grid, grid
        return tokens.flatten(2).transpose(1, 2)


class MultiHead(nn.Module):
    def __init__(self, width, heads, drop=0.0):
        super().__init__()
        if width % heads != 0:
            raise ValueError(f"{width} features do not divide among {heads} heads")
        self.heads, self.per_head = heads, width // heads
        self.qkv = nn.Linear(width, 3 * width)
        self.mix = nn.Linear(width, width)
        self.drop = nn.Dropout(drop)

    def forward(self, x):
        batch, length, width = x.shape
        packed = self.qkv(x).reshape(batch, length, 3, self.heads, self.per_head)
        q, k, v = packed.permute(2, 0, 3, 1, 4)
        similarity = q @ k.transpose(-2, -1) * self.per_head ** -0.5
        attended = self.drop(similarity.softmax(dim=-1)) @ v
        return self.mix(attended.transpose(1, 2).flatten(2))


class Layer(nn.Module):
    def __init__(self, width, heads, ratio=4.0, drop=0.0):
        super().__init__()
        inner = int(ratio * width)
        self.before_attention = nn.LayerNorm(width, eps=1e-6)
        self.attention = MultiHead(width, heads, drop)
        self.before_mlp = nn.LayerNorm(width, eps=1e-6)
        self.mlp = nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Dropout(drop), nn.Linear(inner, width))

    def forward(self, x):
        x = x + self.attention(self.before_attention(x))
        return x + self.mlp(self.before_mlp(x))


class VisionTransformer(nn.Module):
    def __init__(self, side=224, patch=16, channels=3, classes=1000, width=192, depth=12, heads=3, **layer_options):
        super().__init__()
        self.patches = Patches(side, patch, channels, width)
        self.token = nn.Parameter(torch.zeros(1, 1, width))
        self.position = nn.Parameter(torch.randn(1, self.patches.count + 1, width) * 0.02)
        self.layers = nn.ModuleList(Layer(width, heads, **layer_options) for _ in range(depth))
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.head = nn.Linear(width, classes)

    def forward(self, image):
        x = self.patches(image)
        token = self.token.expand(x.shape[0], -1, -1)
        x = torch.cat((token, x), dim=1) + self.position
        for layer in self.layers:
            x = layer(x)
        return self.head(self.norm(x)[:, 0])


if __name__ == "__main__":
    options = {"width": 192, "depth": 4, "heads": 3, "drop": 0.1}
    model = VisionTransformer(**options).eval()
    with torch.no_grad():
        print(model(torch.rand(1, 3, 224, 224)).topk(5).indices)
