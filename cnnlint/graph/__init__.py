"""Tensor, layer call, model and receptive field: the data that rules and reports see. Knows no framework."""

from cnnlint.graph.field import AxisField, Field, Place
from cnnlint.graph.layer import LayerCall
from cnnlint.graph.model import Loss, Model
from cnnlint.graph.reads import Reads
from cnnlint.graph.tensor import Input, Shape, Source, Tensor
from cnnlint.source.location import Location
from cnnlint.source.unresolved import Unresolved

__all__ = [
    "AxisField",
    "Field",
    "Input",
    "LayerCall",
    "Location",
    "Loss",
    "Model",
    "Place",
    "Reads",
    "Shape",
    "Source",
    "Tensor",
    "Unresolved",
]
