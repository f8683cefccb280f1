"""Tensor, layer call, model and receptive field: the data that rules and reports see. Knows no framework."""

from cnnlint.graph.field import AxisField, Field
from cnnlint.graph.layer import LayerCall, Location
from cnnlint.graph.model import Loss, Model, Unresolved
from cnnlint.graph.tensor import Input, Shape, Source, Tensor

__all__ = ["AxisField", "Field", "Input", "LayerCall", "Location", "Loss", "Model", "Shape", "Source", "Tensor", "Unresolved"]
