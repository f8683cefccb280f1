"""Layers of Keras for which no cases are drawn, each with the reason."""

from __future__ import annotations

TENSORFLOW = "its result is computed by TensorFlow, which the tests do without"
NO_LAYER = "no layer that a model is built of"

MISSING = {
    "Layer": NO_LAYER,
    "Wrapper": NO_LAYER,
    "InputSpec": NO_LAYER,
    "InputLayer": "what `keras.Input` makes, which every case has",
    "Lambda": "what it gives is what its function gives; the corpus has programs with it",
    "StringLookup": TENSORFLOW,
    "IntegerLookup": TENSORFLOW,
    "TextVectorization": TENSORFLOW,
    "Hashing": TENSORFLOW,
    "HashedCrossing": TENSORFLOW,
    "TFSMLayer": TENSORFLOW,
    "FlaxLayer": "it wraps a module of Flax, which is not read",
    "JaxLayer": "it wraps a function of JAX, which is not read",
    "TorchModuleWrapper": "it wraps a module of PyTorch, and works on one backend only",
    "MelSpectrogram": "its result is not worked out",
    "STFTSpectrogram": "its result is not worked out",
    "MaxNumBoundingBoxes": "its input is a dictionary of boxes",
    "Pipeline": "for data pipelines; it is not called on symbolic inputs",
    "CutMix": "its input is a dictionary of images and labels",
    "MixUp": "its input is a dictionary of images and labels",
    "Equalization": "Keras 3.15 itself takes a model with it for a cycle",
}
