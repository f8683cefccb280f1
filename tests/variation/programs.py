"""Small networks in both frameworks. Each layer is defined on a line of its own under the name by which it is called, and `head` ends the maps."""

TORCH_HEAD = "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n\n"

RESIDUAL = """
class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.conv1 = nn.Conv2d(c, c, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(c)
        self.conv2 = nn.Conv2d(c, c, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        y += x
        return F.relu(y)


"""


def torch_program(init: str, features: str, head: str, shape: tuple[int, ...], before: str = "") -> str:
    """A module whose `features` give the last map and whose `head` is the rest."""

    def body(lines: str) -> str:
        return "\n".join(f"        {line.strip()}" for line in lines.strip().splitlines())

    return f"""{TORCH_HEAD}{before}class Net(nn.Module):
    def __init__(self):
        super().__init__()
{body(init)}

    def features(self, x):
{body(features)}
        return x

    def head(self, x):
{body(head)}

    def forward(self, x):
        return self.head(self.features(x))


net = Net()
net(torch.zeros{shape})
"""


TORCH = {
    "plain": torch_program(
        "self.conv1 = nn.Conv2d(1, 4, 3)\nself.conv2 = nn.Conv2d(4, 6, 3)\nself.conv3 = nn.Conv2d(6, 6, 3)\n"
        "self.fc1 = nn.Linear(6 * 22 * 22, 10)",
        "x = F.relu(self.conv1(x))\nx = F.relu(self.conv2(x))\nx = F.relu(self.conv3(x))",
        "return self.fc1(torch.flatten(x, 1))",
        (1, 1, 28, 28),
    ),
    "padded": torch_program(
        "self.conv1 = nn.Conv2d(3, 4, 5, padding=2)\nself.bn1 = nn.BatchNorm2d(4)\nself.pool = nn.MaxPool2d(2)\n"
        "self.conv2 = nn.Conv2d(4, 6, 3, padding=1, bias=False)\nself.bn2 = nn.BatchNorm2d(6)\n"
        "self.conv3 = nn.Conv2d(6, 8, 3, padding=1, bias=False)\nself.bn3 = nn.BatchNorm2d(8)\n"
        "self.fc1 = nn.Linear(8 * 15 * 15, 16)\nself.fc2 = nn.Linear(16, 10)",
        "x = self.pool(F.relu(self.bn1(self.conv1(x))))\nx = F.relu(self.bn2(self.conv2(x)))\nx = F.relu(self.bn3(self.conv3(x)))",
        "x = x.view(x.size(0), -1)\nreturn self.fc2(F.relu(self.fc1(x)))",
        (2, 3, 31, 31),
    ),
    "features counted": torch_program(
        "self.conv1 = nn.Conv2d(1, 4, 3, padding='same')\nself.conv2 = nn.Conv2d(4, 6, (3, 5))\nself.fc1 = nn.Linear(6 * 26 * 24, 10)",
        "x = torch.relu(self.conv1(x))\nx = torch.relu(self.conv2(x))",
        "n = x.size(1) * x.size(2) * x.size(3)\nx = x.view(-1, n)\nreturn self.fc1(x)",
        (1, 1, 28, 28),
    ),
    "residual": torch_program(
        "self.conv = nn.Conv2d(3, 4, 3, padding=1)\nself.block1 = Block(4)\nself.block2 = Block(4)\nself.fc = nn.Linear(4, 10)",
        "x = F.relu(self.conv(x))\nx = self.block1(x)\nx = self.block2(x)",
        "x = F.adaptive_avg_pool2d(x, 1)\nreturn self.fc(torch.flatten(x, 1))",
        (1, 3, 24, 24),
        RESIDUAL,
    ),
    "branches": torch_program(
        "self.stem = nn.Conv2d(3, 4, 3, stride=2)\nself.one = nn.Conv2d(4, 4, 1)\nself.three = nn.Conv2d(4, 4, 3, padding=1)\n"
        "self.last = nn.Conv2d(8, 8, 3, padding=1)\nself.fc = nn.Linear(8 * 23 * 23, 10)",
        "x = F.relu(self.stem(x))\nx = torch.cat([self.one(x), self.three(x)], 1)\nx = F.relu(self.last(F.relu(x)))",
        "return self.fc(x.flatten(1))",
        (1, 3, 48, 48),
    ),
    "sequence": torch_program(
        "self.conv1 = nn.Conv1d(2, 4, 7, padding=3)\nself.conv2 = nn.Conv1d(4, 4, 5)\nself.fc = nn.Linear(4 * 96, 5)",
        "x = F.gelu(self.conv1(x))\nx = F.gelu(self.conv2(x))",
        "return self.fc(x.flatten(1))",
        (3, 2, 100),
    ),
    "volume": torch_program(
        "self.conv1 = nn.Conv3d(1, 2, 3, padding=1)\nself.conv2 = nn.Conv3d(2, 3, 3)\nself.fc = nn.Linear(3 * 8 * 10 * 10, 2)",
        "x = F.relu(self.conv1(x))\nx = F.relu(self.conv2(x))",
        "return self.fc(torch.flatten(x, 1))",
        (1, 1, 10, 12, 12),
    ),
    "shared": torch_program(
        "self.conv1 = nn.Conv2d(1, 4, 3, padding=1)\nself.again = nn.Conv2d(4, 4, 3, padding=1)\nself.fc = nn.Linear(4 * 32 * 32, 3)",
        "x = F.relu(self.conv1(x))\nx = F.relu(self.again(x))\nx = F.relu(self.again(x))",
        "return self.fc(torch.flatten(x, 1))",
        (1, 1, 32, 32),
    ),
    "depthwise": torch_program(
        "self.stem = nn.Conv2d(3, 4, 3, padding=1)\nself.depth = nn.Conv2d(4, 4, 3, padding=1, groups=4)\nself.point = nn.Conv2d(4, 8, 1)\n"
        "self.grouped = nn.Conv2d(8, 8, 3, groups=2, dilation=2)\nself.fc = nn.Linear(8, 3)",
        "x = F.relu(self.stem(x))\nx = F.relu(self.point(self.depth(x)))\nx = F.relu(self.grouped(x))",
        "return self.fc(x.mean((2, 3)))",
        (1, 3, 32, 32),
    ),
    "wide": torch_program(
        "self.conv1 = nn.Conv2d(1, 2, 7, stride=2, padding=3)\nself.pool1 = nn.MaxPool2d(3, 2, 1)\nself.conv2 = nn.Conv2d(2, 4, 3, stride=2, padding=1)\n"
        "self.conv3 = nn.Conv2d(4, 4, 3, padding=1)\nself.fc = nn.Linear(4 * 4 * 4, 3)",
        "x = self.pool1(F.relu(self.conv1(x)))\nx = F.relu(self.conv2(x))\nx = F.relu(self.conv3(x))",
        "return self.fc(torch.flatten(x, 1))",
        (1, 1, 30, 30),
    ),
    "upsampled": torch_program(
        "self.conv1 = nn.Conv2d(1, 4, 3, padding=1)\nself.down = nn.Conv2d(4, 4, 3, stride=2, padding=1)\n"
        "self.up = nn.ConvTranspose2d(4, 4, 2, stride=2)\nself.conv2 = nn.Conv2d(8, 4, 3, padding=1)\nself.fc = nn.Linear(4, 3)",
        "x = F.relu(self.conv1(x))\ny = self.up(F.relu(self.down(x)))\nx = torch.cat([x, y], 1)\nx = F.relu(self.conv2(x))",
        "return self.fc(x.mean((2, 3)))",
        (1, 1, 32, 32),
    ),
    "sequential": TORCH_HEAD
    + """class Net(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.Conv2d(4, 4, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 20 * 20, 3)
        )

    def features(self, x):
        for layer in list(self)[:4]:
            x = layer(x)
        return x

    def head(self, x):
        for layer in list(self)[4:]:
            x = layer(x)
        return x


net = Net()
net(torch.zeros(1, 1, 20, 20))
""",
}


def keras_program(definitions: str, calls: str, head: str, shape: tuple[int, ...]) -> str:
    """A functional model; `x` is the last map in front of the line `# head`."""
    return f"""import keras
from keras import layers

{definitions.strip()}

inputs = keras.Input({shape})
x = inputs
{calls.strip()}
# head
{head.strip()}
model = keras.Model(inputs, x)
"""


FLAT = "x = flatten(x)\nx = dense(x)"
FLATTEN = 'flatten = layers.Flatten(name="flatten")\ndense = layers.Dense(5, name="dense")\n'

KERAS = {
    "plain": keras_program(
        'conv1 = layers.Conv2D(4, 3, activation="relu", name="conv1")\nconv2 = layers.Conv2D(6, 3, activation="relu", name="conv2")\n'
        'conv3 = layers.Conv2D(6, 3, activation="relu", name="conv3")\n' + FLATTEN,
        "x = conv1(x)\nx = conv2(x)\nx = conv3(x)",
        FLAT,
        (28, 28, 1),
    ),
    "same": keras_program(
        'conv1 = layers.Conv2D(4, 5, padding="same", name="conv1")\nbn1 = layers.BatchNormalization(name="bn1")\n'
        'pool1 = layers.MaxPooling2D(2, name="pool1")\nconv2 = layers.Conv2D(6, 3, padding="same", use_bias=False, name="conv2")\n'
        'bn2 = layers.BatchNormalization(name="bn2")\nrelu = layers.ReLU(name="relu")\n'
        'conv3 = layers.Conv2D(8, 3, strides=2, padding="same", use_bias=False, name="conv3")\n' + FLATTEN,
        "x = conv1(x)\nx = bn1(x)\nx = pool1(x)\nx = conv2(x)\nx = bn2(x)\nx = relu(x)\nx = conv3(x)",
        FLAT,
        (29, 32, 3),
    ),
    "residual": keras_program(
        'stem = layers.Conv2D(4, 3, padding="same", name="stem")\nconv1 = layers.Conv2D(4, 3, padding="same", name="conv1")\n'
        'conv2 = layers.Conv2D(4, 3, padding="same", name="conv2")\nadd1 = layers.Add(name="add1")\n'
        'conv3 = layers.Conv2D(4, 3, padding="same", name="conv3")\nadd2 = layers.Add(name="add2")\n'
        'mean = layers.GlobalAveragePooling2D(name="mean")\ndense = layers.Dense(5, name="dense")',
        "x = stem(x)\ny = conv1(x)\ny = conv2(y)\nx = add1([x, y])\ny = conv3(x)\nx = add2([x, y])",
        "x = mean(x)\nx = dense(x)",
        (24, 24, 3),
    ),
    "branches": keras_program(
        'stem = layers.Conv2D(4, 3, name="stem")\none = layers.Conv2D(4, 1, name="one")\nthree = layers.Conv2D(4, 3, padding="same", name="three")\n'
        'join = layers.Concatenate(name="join")\nlast = layers.Conv2D(8, 3, name="last")\n' + FLATTEN,
        "x = stem(x)\ny = one(x)\nz = three(x)\nx = join([y, z])\nx = last(x)",
        FLAT,
        (33, 32, 3),
    ),
    "separable": keras_program(
        'stem = layers.Conv2D(4, 3, name="stem")\nsep = layers.SeparableConv2D(6, 3, padding="same", name="sep")\n'
        'depth = layers.DepthwiseConv2D(3, depth_multiplier=2, name="depth")\nmean = layers.GlobalMaxPooling2D(name="mean")\n'
        'dense = layers.Dense(5, name="dense")',
        "x = stem(x)\nx = sep(x)\nx = depth(x)",
        "x = mean(x)\nx = dense(x)",
        (32, 32, 3),
    ),
    "causal": keras_program(
        'conv1 = layers.Conv1D(4, 5, padding="causal", name="conv1")\nconv2 = layers.Conv1D(4, 3, padding="causal", name="conv2")\n'
        + FLATTEN,
        "x = conv1(x)\nx = conv2(x)",
        FLAT,
        (60, 2),
    ),
    "volume": keras_program(
        'conv1 = layers.Conv3D(2, 3, padding="same", name="conv1")\nconv2 = layers.Conv3D(2, 3, name="conv2")\n'
        + FLATTEN,
        "x = conv1(x)\nx = conv2(x)",
        FLAT,
        (10, 11, 12, 1),
    ),
    "a weight for each position": keras_program(
        'conv1 = layers.Conv2D(4, 3, padding="same", name="conv1")\nprelu = layers.PReLU(name="prelu")\n'
        'conv2 = layers.Conv2D(4, 3, padding="same", name="conv2")\nmean = layers.GlobalAveragePooling2D(name="mean")\n'
        'dense = layers.Dense(5, name="dense")',
        "x = conv1(x)\nx = prelu(x)\nx = conv2(x)",
        "x = mean(x)\nx = dense(x)",
        (16, 16, 1),
    ),
    "normalised over space": keras_program(
        'conv1 = layers.Conv2D(4, 3, padding="same", name="conv1")\nnorm = layers.LayerNormalization(axis=[1, 2, 3], name="norm")\n'
        'conv2 = layers.Conv2D(4, 3, padding="same", name="conv2")\nflatten = layers.Flatten(name="flatten")\n'
        'bn = layers.BatchNormalization(name="bn")\ndense = layers.Dense(5, name="dense")',
        "x = conv1(x)\nx = norm(x)\nx = conv2(x)",
        "x = flatten(x)\nx = bn(x)\nx = dense(x)",
        (16, 16, 1),
    ),
    "shared": keras_program(
        'conv1 = layers.Conv2D(4, 3, padding="same", name="conv1")\nagain = layers.Conv2D(4, 3, padding="same", name="again")\n'
        + FLATTEN,
        "x = conv1(x)\nx = again(x)\nx = again(x)",
        FLAT,
        (32, 32, 1),
    ),
    "wide": keras_program(
        'conv1 = layers.Conv2D(2, 7, strides=2, padding="same", name="conv1")\npool1 = layers.MaxPooling2D(3, 2, padding="same", name="pool1")\n'
        'conv2 = layers.Conv2D(4, 3, strides=2, padding="same", name="conv2")\nconv3 = layers.Conv2D(4, 3, padding="same", name="conv3")\n'
        + FLATTEN,
        "x = conv1(x)\nx = pool1(x)\nx = conv2(x)\nx = conv3(x)",
        FLAT,
        (30, 30, 1),
    ),
}
