"""Tensor, layer call, model and receptive field: the data that rules and reports see. Knows no framework."""

from cnnlint.graph.field import AxisField, Field, Place
from cnnlint.graph.layer import LayerCall
from cnnlint.graph.model import Loss, Metric, Model
from cnnlint.graph.part import Part
from cnnlint.graph.reads import Reads
from cnnlint.graph.tensor import Input, Labels, Shape, Source, Tensor
from cnnlint.source.location import Location
from cnnlint.source.unresolved import Unresolved

__all__ = [
    "AxisField",
    "Field",
    "Input",
    "Labels",
    "LayerCall",
    "Location",
    "Loss",
    "Metric",
    "Model",
    "Part",
    "Place",
    "Reads",
    "Shape",
    "Source",
    "Tensor",
    "Unresolved",
]
