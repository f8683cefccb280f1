"""Modules of PyTorch Lightning: what they are given is kept as hyperparameters, from which layers are built."""

from argparse import Namespace

import lightning as L
import pytorch_lightning as pl
import torch
from lightning.pytorch.core import LightningModule
from torch import nn


class Unmade(pl.LightningModule):  # model: Unmade
    def __init__(self, width=8):
        super().__init__()
        self.save_hyperparameters()
        self.conv = nn.Conv2d(3, self.hparams.width, 3)

    def forward(self, x):
        return self.conv(x)


class Base(L.LightningModule):
    def __init__(self, classes=10, **options):
        super().__init__()
        self.save_hyperparameters(ignore=["loss"])


class Made(Base):
    def __init__(self, width=8, loss=None, **options):
        super().__init__(**options)
        self.width = width
        self.conv = nn.Conv2d(3, self.hparams.width, 3)
        self.fc = nn.Linear(self.hparams["width"], self.hparams.classes)
        self.deep = nn.Linear(self.hparams.depth, 1)

    def forward(self, x):
        x = self.fc(self.conv(x).mean((2, 3)))
        self.log("mean", x.mean())
        return self.deep(x.to(self.device))  # fact: feature-mismatch

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.functional.cross_entropy(self(x), y)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), self.hparams.rate)


class Configured(LightningModule):
    def __init__(self, hparams):
        super().__init__()
        self.save_hyperparameters(hparams)
        self.hparams.depth = self.hparams.width + 1
        self.conv = nn.Conv2d(3, self.hparams.width, 3)
        self.deep = nn.Conv2d(self.hparams.depth, 3, 1)

    def forward(self, x):
        return self.deep(self.conv(x))  # fact: channel-mismatch


class Data(pl.LightningDataModule):
    def __init__(self, batch_size=4):
        super().__init__()
        self.save_hyperparameters()

    def train_dataloader(self):
        return torch.utils.data.DataLoader([], batch_size=self.hparams.batch_size)


def main():
    trainer = L.Trainer(max_epochs=1)
    trainer.fit(Made(width=3, depth=3), Data())  # model: Made
    model = Configured(Namespace(width=4))  # model: Configured
    model.freeze()
    trainer.fit(model, datamodule=Data())


if __name__ == "__main__":
    main()
