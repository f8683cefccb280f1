"""`keras.ops`, `keras.backend`, `keras.activations` and the functions of TensorFlow that models are written with, over the neutral ops."""
