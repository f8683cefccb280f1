"""The words in which layers and facts are described to rules: roles, attributes, fact kinds and details, declared once and typed.

Framework tables fill `LayerCall.attributes` with these names and no others; what does not apply or is not known is *left out* (never
None), and a rule that asks for it then gets "unknown". Sequences are tuples. Spatial values have one entry per spatial axis, in the
order of the axes, whatever the layout (`kernel_size=3` of a Conv2d is `kernel=(3, 3)`). Channels are counted, not positioned. Names of
activations are lower case with underscores and the same for every framework ("relu", "leaky_relu", "softmax", "log_softmax", "gelu",
"silu", "sigmoid", "tanh", "linear" where none is applied).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from cnnlint.symbolic import Dim

TypeName: TypeAlias = Literal["size", "sizes", "int", "ints", "number", "numbers", "bool", "text"]

ROLES: Final[Mapping[str, str]] = {
    "conv": "slides a learnt window over space (depthwise and separable ones too)",
    "conv-transpose": "a learnt window that writes instead of reading",
    "pool": "takes the maximum or average of a window",
    "adaptive-pool": "pools to a given output size greater than one",
    "global-pool": "pools each spatial axis to one position, or away",
    "dense": "a learnt linear map of the last axis",
    "norm": "batch, layer, group, instance or RMS normalisation",
    "activation": "a non-linearity applied to every element by itself",
    "softmax": "a softmax or log-softmax over one axis",
    "dropout": "drops elements or channels in training",
    "flatten": "makes one axis of the channels and the positions",
    "reshape": "another view of the same elements: view, permute, transpose, squeeze",
    "join": "concatenates or stacks",
    "add": "adds two feature maps",
    "scale": "multiplies two feature maps",
    "elementwise": "any other arithmetic on each element",
    "matmul": "a product of two computed tensors",
    "reduce": "a sum, mean or maximum over axes that do not collapse space",
    "index": "selects, slices, splits or gathers",
    "attention": "attention over positions",
    "recurrent": "an RNN, LSTM or GRU",
    "embedding": "looks up rows by index",
    "resize": "interpolates, upsamples or shuffles pixels into space",
    "pad": "pads or crops space",
    "loss": "compares with a target",
    "identity": "gives back its input at inference",
    "container": "a module whose parts are rows of their own",
    "other": "anything else",
}


@dataclass(frozen=True, slots=True)
class Declared:
    """The type of an attribute or detail, and what it means."""

    type: TypeName
    doc: str


ATTRIBUTES: Final[Mapping[str, Declared]] = {
    "role": Declared("text", "every layer: one of `ROLES`"),
    "kernel": Declared("sizes", "conv, conv-transpose, pool: the window"),
    "stride": Declared("sizes", "conv, conv-transpose, pool: how far the window moves"),
    "dilation": Declared("sizes", "conv, conv-transpose, pool: how far its taps are apart"),
    "padding": Declared("sizes", "conv, conv-transpose, pool, pad: positions added in front of each spatial axis"),
    "padding_after": Declared("sizes", "the same: positions added behind"),
    "groups": Declared("size", "conv, conv-transpose, group norm: the channels are dealt out to so many"),
    "in_channels": Declared("size", "conv, conv-transpose"),
    "out_channels": Declared("size", "conv, conv-transpose"),
    "in_features": Declared("size", "dense"),
    "out_features": Declared("size", "dense"),
    "bias": Declared("bool", "conv, conv-transpose, dense: a learnt shift is added"),
    "activation": Declared(
        "text", 'activation, softmax, and layers that apply one themselves ("linear" if they can and do not)'
    ),
    "norm": Declared("text", "norm: its kind"),
    "affine": Declared("bool", "norm: it has a learnt scale and shift"),
    "axis": Declared("int", "softmax, join, norm over one axis: counted from 0, the batch axis included"),
    "axes": Declared("ints", "norm and reduce over several axes: counted likewise"),
    "rate": Declared("number", "dropout: the share that is dropped"),
    "always": Declared("bool", "dropout: it drops at inference too, since nothing tells it of training"),
    "untold": Declared(
        "bool", "batch normalisation as a function: nothing tells it of training, so that it learns no statistics"
    ),
    "registered": Declared("bool", "PyTorch's modules: the model knows it as a part, and its parameters as its own"),
    "in_place": Declared("bool", "PyTorch: it writes its result over what it reads; left out where it does not"),
    "direct": Declared("bool", "PyTorch: what it reads first is the very result of a layer; left out of a copy"),
    "made_in_call": Declared("bool", "PyTorch's modules: it is built while the model runs, anew in every run"),
    "constant_weights": Declared(
        "bool", "conv, dense: all its weights begin as one number; left out where they do not"
    ),
    "pool": Declared("text", "pool, adaptive-pool, global-pool: what is taken of a window"),
    "output_size": Declared("sizes", "adaptive-pool, resize to a fixed size"),
    "scale": Declared("numbers", "resize by a factor, per spatial axis"),
    "mode": Declared("text", "resize, pad, and conv where it is not by zeros that it goes on: how values are made"),
    "heads": Declared("size", "attention"),
    "hidden_size": Declared("size", "recurrent: the width of its state"),
    "bidirectional": Declared("bool", "recurrent: reads both ways"),
    "sequences": Declared("bool", "recurrent: gives every step's output"),
    "entries": Declared("size", "embedding: the number of its rows"),
}

DETAILS: Final[Mapping[str, Declared]] = {
    "expected": Declared("size", "what the layer or operation asks for"),
    "actual": Declared("size", "what it gets"),
    "expected_rank": Declared("int", "the number of axes that it asks for"),
    "actual_rank": Declared("int", "the number of axes that it gets"),
    "shape": Declared("sizes", "of the tensor that is refused"),
    "target": Declared("sizes", "the shape that it was to take"),
    "left": Declared("sizes", "the shape of the first of two that do not go together"),
    "right": Declared("sizes", "the shape of the second"),
    "axis": Declared("int", "the axis on which it goes wrong"),
    "kernel": Declared("size", "the window along the axis on which the map vanishes"),
    "groups": Declared("size", "the number that does not divide"),
    "elements": Declared("size", "how many there are"),
    "argument": Declared("text", "the name of an argument"),
    "given": Declared("text", "the type of what was given, or `input` for an input of the model"),
    "needed": Declared("text", "the type that it takes"),
    "factors": Declared("sizes", "what the size that arrives is the product of, where it was flattened just before"),
    "fitting": Declared("size", "a value that would do"),
    "entry": Declared("int", "which entry of a shape does not fit"),
    "operand": Declared("int", "which of the inputs is smaller than it should be, from 0"),
    "short": Declared("size", "by how much it is smaller"),
    "meant": Declared("text", "the argument that is most likely meant"),
    "attribute": Declared("text", "the name of an attribute"),
    "value": Declared("text", "a value as it is written"),
    "function": Declared("text", "what is called"),
    "fits": Declared("text", "the sizes of the input that would fit, where another size is what it takes"),
    "suffix": Declared("text", "what may be put behind a value that is given, so that it fits"),
    "repair": Declared("text", "what would make targets fit: `units`, `loss`, `flatten` or `sequences`"),
    "form": Declared("text", "the class of the loss that would take the targets"),
    "layer": Declared("text", "the name of the layer that refuses, as `named_modules()` has it"),
}


@dataclass(frozen=True, slots=True)
class FactKind:
    """What a kind of fact says, and the details that rules may expect of it (a detail that is not known is left out)."""

    says: str
    details: tuple[str, ...] = field(default=())


FACTS: Final[Mapping[str, FactKind]] = {
    "channel-mismatch": FactKind(
        "a convolution gets another number of channels than it was built for", ("expected", "actual")
    ),
    "feature-mismatch": FactKind(
        "a layer gets another number of features than it was built for", ("expected", "actual")
    ),
    "norm-mismatch": FactKind("a normalisation gets another width than it was built for", ("expected", "actual")),
    "too-few-values": FactKind("statistics are taken over one value", ("shape",)),
    "state-mismatch": FactKind("a recurrent layer is given a state of another shape", ("shape", "target")),
    "dtype-mismatch": FactKind("a tensor has an element type that is refused", ("given", "needed")),
    "group-mismatch": FactKind("groups do not divide the channels", ("groups", "actual")),
    "vanished-size": FactKind(
        "a window is larger than the padded map, so nothing is left", ("axis", "kernel", "actual")
    ),
    "rank-mismatch": FactKind("a tensor has the wrong number of axes", ("expected_rank", "actual_rank", "shape")),
    "reshape-mismatch": FactKind("a shape does not have as many elements", ("shape", "target", "elements")),
    "concat-mismatch": FactKind("sizes differ on an axis that is not joined", ("left", "right", "axis")),
    "broadcast-mismatch": FactKind("two shapes do not broadcast", ("left", "right")),
    "matmul-mismatch": FactKind("the inner sizes of a product differ", ("left", "right", "expected", "actual")),
    "axis-out-of-range": FactKind("an axis is named that the tensor does not have", ("axis", "actual_rank")),
    "invalid-argument": FactKind("an argument has a value that is refused", ("argument", "value")),
    "wrong-arguments": FactKind("a call does not fit the signature", ("function", "argument", "given")),
    "input-mismatch": FactKind(
        "a model is given something else than its input was declared for",
        ("shape", "target", "argument", "value", "suffix"),
    ),
    "target-mismatch": FactKind(
        "a loss cannot compare a model's output with the targets", ("shape", "target", "function", "repair", "expected")
    ),
    "sample-mismatch": FactKind("arrays that belong together have different lengths", ("expected", "actual")),
    "missing-attribute": FactKind("an attribute is read that was never set", ("attribute",)),
    "missing-super-init": FactKind("a module is given layers before `super().__init__()` has run", ()),
    "no-input-size": FactKind("no size of the input gives all layers what they need", ("value",)),
    "raises": FactKind("a certain path ends in `raise` or a failing `assert`", ("value",)),
    "python-error": FactKind("Python itself raises on a certain path", ()),
    "annotation-mismatch": FactKind(
        "a shape contradicts what an annotation or a comment says of it", ("shape", "value", "argument")
    ),
    "unused-result": FactKind("what a call computes or builds is dropped", ("function",)),
    "syntax-error": FactKind("the file is not Python", ()),
    "not-parsed": FactKind("the text may be Python, but is not read here", ()),
    "unreadable": FactKind("the file could not be read", ()),
    "over-budget": FactKind("the analysis has used up its budget", ()),
    "unused-suppression": FactKind("a suppression comment suppresses nothing", ()),
    "malformed-directive": FactKind("a `# cnnlint:` comment is not understood", ()),
}


def attribute_problems(attributes: Mapping[str, object]) -> list[str]:
    """What is wrong with a layer's attributes by this declaration; empty if they keep to it. For the tests of framework tables."""
    problems = [f"{name} is not declared" for name in attributes if name not in ATTRIBUTES]
    for name, value in attributes.items():
        declared = ATTRIBUTES.get(name)
        if declared is not None and not conforms(value, declared.type):
            problems.append(f"{name} = {value!r} is not {declared.type}")
    role = attributes.get("role")
    if role not in ROLES:
        problems.append(f"role = {role!r} is not one of the roles")
    return problems


def conforms(value: object, declared: TypeName) -> bool:
    """Whether a value is of a declared type."""
    if declared in ("sizes", "ints", "numbers"):
        return isinstance(value, tuple) and all(conforms(item, _ITEM[declared]) for item in value)
    if declared == "bool":
        return isinstance(value, bool)
    return isinstance(value, _CLASSES[declared]) and not isinstance(value, bool)


_ITEM: Final[Mapping[TypeName, TypeName]] = {"sizes": "size", "ints": "int", "numbers": "number"}
_CLASSES: Final[Mapping[TypeName, tuple[type, ...]]] = {
    "size": (int, Dim),
    "int": (int,),
    "number": (int, float, Fraction),
    "text": (str,),
}
