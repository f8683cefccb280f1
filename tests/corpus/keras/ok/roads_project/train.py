"""Trains the road segmentation net on tiles of half the usual size."""
import argparse

import keras

from roads import build_roadnet

TILE = 128


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--lr", type=float, default=1e-3)
    return parser.parse_args()


def make_model(lr=1e-3):
    model = build_roadnet(tile=TILE, classes=2)
    model.compile(
        optimizer=keras.optimizers.Adam(lr),
        loss="sparse_categorical_crossentropy",
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


def main():
    args = parse_args()
    model = make_model(args.lr)
    tiles = keras.utils.image_dataset_from_directory("tiles", image_size=(TILE, TILE), color_mode="rgba", label_mode=None)
    model.fit(tiles, epochs=args.epochs)


if __name__ == "__main__":
    main()
