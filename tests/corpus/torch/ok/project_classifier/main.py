import sys

import torch

from models import available, build_model

config = {"model": "mobile_half", "num_classes": 100, "size": 96}


def get_model(cfg):
    cfg = dict(cfg)
    name, _ = cfg.pop("model"), cfg.pop("size")
    return build_model(name, **cfg)


def main(argv):
    if argv:
        config["model"] = argv[0]
    model = get_model(config)
    x = torch.zeros(1, 3, config["size"], config["size"])
    print("one of", available(), "gives", tuple(model(x).shape))


if __name__ == "__main__":
    main(sys.argv[1:])
