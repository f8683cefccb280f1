"""What the frameworks share: tensors as values of the interpreter, conversion of arguments, recording of layer calls."""
