"""A named tuple whose fields have names that Python does not allow."""

from collections import namedtuple

import torch  # noqa: F401

Stage = namedtuple("Stage", "repeats expans@")
stage = Stage(1, 2)
