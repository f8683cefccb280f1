"""Ranges that hold more numbers than anybody can look at, wherever a sequence may stand; and a merge of nothing."""

import keras
import numpy as np
import torch
from keras import layers, ops
from torch import nn

MANY = range(10**15)

x = torch.zeros(1, 3, 8, 8)
nn.ConvTranspose2d(3, 8, MANY)
nn.Conv2d(3, 8, 3, padding=MANY)
nn.LayerNorm(MANY)
torch.zeros(MANY)
torch.tensor(MANY)
x.view(MANY)
x.permute(MANY)
x.sum(MANY)
x[MANY]
x[:, MANY]
torch.cat(MANY)
torch.stack(MANY)
x.split(MANY)
np.array(MANY)
np.zeros(MANY)
ops.convert_to_tensor(MANY)
ops.zeros(MANY)
ops.transpose(x, MANY)
layers.Conv2D(3, MANY)
layers.Reshape(MANY)
keras.Input(MANY)
layers.Add()(MANY)
nn.Sequential(*MANY)
nn.ModuleList(MANY)
keras.Sequential(MANY)
sum(MANY)
sorted(MANY)
list(MANY)
set(MANY)
dict.fromkeys(MANY)
dict(zip(MANY, MANY, strict=False))
everything = [*MANY]
max(MANY)
str(MANY)
"".join(map(str, MANY))
len(range(10**30))
torch.zeros(range(10**30))
first, *rest = MANY
layers.add([])
layers.concatenate([])
