"""What the names of PyTorch, Keras and NumPy mean: signatures, defaults, layouts and padding conventions, bound to `cnnlint.ops`."""
