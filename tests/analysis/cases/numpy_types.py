"""Element types of arrays, and numbers drawn at random."""

import numpy as np

from elsewhere import stored


def images(folder):
    found = []
    for name in folder.names():
        found.append(name)
    return np.float32(found)


print(images(stored)[0, :], np.float32("3") + 1, np.str_("abc"), np.float32([1, 2])[None, :])
print(np.float32([1, 2])[0, :])  # fact: axis-out-of-range

x = np.zeros((2, 3), dtype="float32")
assert x.dtype == np.float32
assert x.dtype == "float32"
assert x.dtype != np.uint8
assert x.dtype.name == "float32"
if not issubclass(x.dtype.type, np.floating):
    x = x.astype("float32")
assert np.random.choice(10, 4, False).shape == (4,)
assert np.random.choice(np.arange(9), (2, 2), replace=False).shape == (2, 2)
assert np.random.poisson(3.0, 5).shape == (5,)
assert np.random.normal(0.0, 1.0, (2, 3)).shape == (2, 3)
assert np.random.default_rng(0).integers(0, 9, size=7).shape == (7,)
assert np.eye(8)[np.random.choice(np.arange(8), 3)].shape == (3, 8)
assert x.shape == (2, 4)  # fact: raises

