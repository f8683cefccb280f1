"""Record what Keras itself says of the programs in `keras/`: the truth that cnnlint is held against.

`record_truth.py` calls this for every program of `keras/specs.json`. The programs are executed here, so this is for
their authors and for continuous integration, never part of cnnlint.

TensorFlow need not be installed: `tensorflow` is aliased to Keras on its torch backend, with the few `tf.` functions
that the programs use. Training, evaluation and saving do nothing; data sets are small arrays of the right form.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import io
import os
import re
import sys
import traceback
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np
from keras.src.utils.module_utils import tensorflow as keras_own_tensorflow

KERAS_FINDS_TENSORFLOW = keras_own_tensorflow.available  # asked, and so remembered, before the alias is there

HERE = Path(__file__).parent
PRINTED_SET = re.compile(r"\{('[^{}:]*')\}")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
PLAIN_DATA = {
    "mnist": (28, 28),
    "fashion_mnist": (28, 28),
    "cifar10": (32, 32, 3),
    "cifar100": (32, 32, 3),
}

IDENTITY = (
    keras.layers.Normalization,
    keras.layers.LayerNormalization,
    keras.layers.GroupNormalization,
    keras.layers.Activation,
    keras.layers.ReLU,
    keras.layers.LeakyReLU,
    keras.layers.PReLU,
    keras.layers.ELU,
    keras.layers.Dropout,
)


def record(path: Path, spec: dict[str, Any]) -> dict[str, Any]:
    """The truth about one program: of a model that works its layers and totals, of a broken one the error.

    `spec` has `target` (an expression in the program's scope), `inputs` (shapes; null where the model states them),
    `dtypes` (one for each input), and for a plain convolutional net `field`, worked out by hand, which is measured here
    and must agree. Raises AssertionError where it does not, and where a broken program works.
    """
    if spec.get("broken") or "broken" in path.parts:
        return _record_error(path, spec)
    with _session(path):
        truth = _describe(_load(path, spec["target"]), spec)
    if "field" in spec:
        truth["field"] = _checked_field(path, spec)
    return truth


# -------------------------------------------------------------------------------------------------------------- running


def _load(path: Path, target: str | None) -> Any:
    name = "corpus_" + re.sub(r"\W", "_", path.stem)
    module_spec = importlib.util.spec_from_file_location(name, path)
    assert module_spec is not None
    assert module_spec.loader is not None
    module = importlib.util.module_from_spec(module_spec)
    sys.modules[name] = module
    module_spec.loader.exec_module(module)
    return eval(target, vars(module)) if target else None  # noqa: S307  (the corpus is ours)


@contextlib.contextmanager
def _session(path: Path) -> Iterator[None]:
    """Fresh automatic names, the aliases and the stand-ins; everything is put back afterwards."""
    keras.utils.clear_session()
    before, search = set(sys.modules), list(sys.path)
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.dict(sys.modules, _tensorflow()))
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        for owner, attribute, value in _stand_ins():
            stack.enter_context(mock.patch.object(owner, attribute, value))
        sys.path.insert(0, str(path.parent))
        try:
            yield
        finally:
            sys.path[:] = search
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "") or "").startswith(str(HERE)):
            del sys.modules[name]


def _stand_ins() -> Iterator[tuple[Any, str, Any]]:
    history = types.SimpleNamespace(history={}, epoch=[])
    yield keras.Model, "fit", lambda *_, **__: history
    yield keras.Model, "evaluate", lambda *_, **__: [0.0, 0.0]
    yield keras.Model, "predict", lambda *_, **__: np.zeros((1, 1), "float32")
    yield keras.Model, "save", lambda *_, **__: None
    yield keras.Model, "load_weights", lambda *_, **__: None
    for name, builder in vars(keras.applications).items():
        if isinstance(builder, types.FunctionType):  # nothing is downloaded
            yield keras.applications, name, functools.partial(_without_weights, builder)
    yield keras.utils, "image_dataset_from_directory", lambda *_, **__: mock.MagicMock()
    for name, shape in PLAIN_DATA.items():
        images, labels = np.zeros((8, *shape), "uint8"), np.arange(8) if len(shape) == 2 else np.arange(8)[:, None]
        pairs = ((images, labels), (images, labels))
        yield getattr(keras.datasets, name), "load_data", lambda *_, pairs=pairs, **__: pairs
    reviews = np.array([[1, 2, 3], [4, 5, 6]], dtype=object), np.array([0, 1])
    yield keras.datasets.imdb, "load_data", lambda *_, **__: (reviews, reviews)


def _without_weights(builder: Any, *args: Any, **kwargs: Any) -> Any:
    return builder(*args, **{**kwargs, "weights": None})


def _tensorflow() -> dict[str, types.ModuleType]:
    """`tensorflow` and its modules, as far as the programs name them."""
    tf: Any = types.ModuleType("tensorflow")
    tf.keras, tf.__version__ = keras, "2.18.0"
    renamed = {"reduce_mean": "mean", "reduce_sum": "sum", "concat": "concatenate"}
    for name in (
        "shape",
        "reshape",
        "exp",
        "matmul",
        "transpose",
        "expand_dims",
        "square",
        "cast",
        "ones",
        "zeros",
        "sqrt",
        "tile",
    ):
        setattr(tf, name, getattr(keras.ops, name))
    for name, ours in renamed.items():
        setattr(tf, name, getattr(keras.ops, ours))
    tf.range = keras.ops.arange
    tf.random = types.SimpleNamespace(normal=keras.random.normal, set_seed=keras.utils.set_random_seed)
    tf.nn = types.SimpleNamespace(relu=keras.ops.relu, softmax=keras.ops.softmax, gelu=keras.ops.gelu)
    tf.data = types.SimpleNamespace(AUTOTUNE=-1, Dataset=mock.MagicMock())
    tf.float32, tf.int32 = "float32", "int32"
    tf.executing_eagerly = lambda: True  # Keras itself asks
    modules = {"tensorflow": tf, "tensorflow.keras": keras}
    for name in (
        "layers",
        "models",
        "optimizers",
        "losses",
        "regularizers",
        "callbacks",
        "utils",
        "datasets",
        "applications",
        "initializers",
        "activations",
        "metrics",
        "backend",
        "preprocessing",
    ):
        if hasattr(keras, name):
            modules[f"tensorflow.keras.{name}"] = getattr(keras, name)
    for name in PLAIN_DATA:
        modules[f"tensorflow.keras.datasets.{name}"] = getattr(keras.datasets, name)
    modules["tensorflow.keras.preprocessing.sequence"] = keras.preprocessing.sequence
    return modules


# ----------------------------------------------------------------------------------------------------------- describing


def _describe(model: Any, spec: dict[str, Any]) -> dict[str, Any]:
    shapes = spec.get("inputs")
    calls = _run(model, spec) if shapes and not _is_symbolic(model) else _graph(model, shapes)
    return {
        "framework": "keras",
        "target": spec["target"],
        "inputs": shapes,
        "layers": [_row(layer, calls.get(id(layer), [])) for layer in model.layers],
        "params": model.count_params(),
        "trainable": sum(int(np.prod(weight.shape)) for weight in model.trainable_weights),
        "out": calls[id(model)][0],
    }


def _row(layer: Any, outs: list[Any]) -> dict[str, Any]:
    row = {
        "name": layer.name,
        "type": type(layer).__name__,
        "out": outs[0] if outs else None,
        "params": layer.count_params() if layer.built else 0,
    }
    if any(out != row["out"] for out in outs):  # a shared layer that meets several shapes
        row["outs"] = outs
    return row


def _is_symbolic(model: Any) -> bool:
    return isinstance(model, keras.Sequential) or type(model).__name__ == "Functional"


def _graph(model: Any, shapes: list[list[int | None]] | None) -> dict[int, list[Any]]:
    """Output shapes of every layer of a functional or sequential model, by its id, in the order of its calls."""
    if shapes and not model.built:
        model(keras.Input(shapes[0][1:]))
    functional = model._functional if isinstance(model, keras.Sequential) else model
    calls: dict[int, list[Any]] = {
        id(model): [_shape(functional.output if isinstance(model, keras.Sequential) else functional._outputs_struct)]
    }
    for depth in sorted(functional._nodes_by_depth, reverse=True):
        for node in functional._nodes_by_depth[depth]:
            outputs = node.output_tensors[0] if len(node.output_tensors) == 1 else node.output_tensors
            calls.setdefault(id(node.operation), []).append(_shape(outputs))
    return calls


def _run(model: Any, spec: dict[str, Any]) -> dict[int, list[Any]]:
    """Output shapes of every layer of a subclassed model, called for two batch sizes: what differs is the batch."""
    _trace(model, spec, 1)  # builds it, which calls some layers twice
    first, second = _trace(model, spec, 2), _trace(model, spec, 3)
    return {key: [_merge(a, b) for a, b in zip(outs, second[key], strict=True)] for key, outs in first.items()}


def _trace(model: Any, spec: dict[str, Any], batch: int) -> dict[int, list[Any]]:
    calls: dict[int, list[Any]] = {}
    original = keras.layers.Layer.__call__

    def call(layer: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(layer, *args, **kwargs)
        calls.setdefault(id(layer), []).append(_shape(result))
        return result

    dtypes = spec.get("dtypes") or ["float32"] * len(spec["inputs"])
    values = [
        np.zeros([batch if size is None else size for size in shape], dtype)
        for shape, dtype in zip(spec["inputs"], dtypes, strict=True)
    ]
    with mock.patch.object(keras.layers.Layer, "__call__", call):
        model(values[0] if len(values) == 1 else values)
    return calls


def _shape(value: Any) -> Any:
    if hasattr(value, "shape"):
        return [None if size is None else int(size) for size in value.shape]
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    return [_shape(item) for item in value]


def _merge(first: Any, second: Any) -> Any:
    if isinstance(first, dict):
        return {key: _merge(item, second[key]) for key, item in first.items()}
    if isinstance(first, list):
        return [_merge(a, b) for a, b in zip(first, second, strict=True)]
    return first if first == second else None


# ----------------------------------------------------------------------------------------------------- receptive fields


def _checked_field(path: Path, spec: dict[str, Any]) -> dict[str, Any]:
    """The field that the spec states, after the gradient has confirmed it."""
    stated = spec["field"]
    with _session(path), _double_precision():
        measured = _measure(_load(path, spec["target"]), stated)
    if measured != {key: stated[key] for key in measured}:
        raise AssertionError(f"{path.name}: field by hand {stated}, by gradient {measured}")
    return stated


@contextlib.contextmanager
def _double_precision() -> Iterator[None]:
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")
    try:
        yield
    finally:
        keras.config.set_floatx("float32")
        keras.config.set_dtype_policy("float32")


def _measure(model: Any, stated: dict[str, Any]) -> dict[str, Any]:
    """Size, step and start by the support of one position's gradient, on an input so large that no border is met.

    The input grows by a multiple of the step, so that what "same" pads on the left stays what it is at its own size.
    What is stated only says where to look: a wrong figure meets a border or comes out different.
    """
    import torch

    layer = model.get_layer(stated["layer"])
    part = keras.Model(model.inputs, layer.output)
    _make_linear(part)
    shape = part.inputs[0].shape
    first = 2 if getattr(layer, "data_format", "channels_last") == "channels_first" else 1
    axes = list(range(first, first + len(stated["size"])))
    sizes, place = [size or 1 for size in shape], []
    for axis, size, step, start in zip(axes, stated["size"], stated["step"], stated["start"], strict=True):
        place.append(max(0, -start // step) + 2)
        needed = step * (place[-1] + 2) + start + size
        sizes[axis] = (shape[axis] or 0) + step * max(0, -(-(needed - (shape[axis] or 0)) // step))
    image = torch.ones(sizes, dtype=torch.float64, requires_grad=True)
    result = part.call(image, training=False)
    low, high = _support(result, image, axes, place)
    next_low, _ = _support(result, image, axes, [position + 1 for position in place])
    for axis, begin, end in zip(axes, low, high, strict=True):
        assert begin > 0, "the field meets the border"
        assert end < sizes[axis] - 1, "the field meets the border"
    steps = [b - a for a, b in zip(low, next_low, strict=True)]
    return {
        "size": [b - a + 1 for a, b in zip(low, high, strict=True)],
        "step": steps,
        "start": [begin - step * position for begin, step, position in zip(low, steps, place, strict=True)],
    }


def _support(result: Any, image: Any, axes: list[int], place: list[int]) -> tuple[list[int], list[int]]:
    import torch

    index: list[Any] = [slice(None)] * result.ndim
    for axis, position in zip(axes, place, strict=True):
        index[axis] = position
    (gradient,) = torch.autograd.grad(result[tuple(index)].sum(), image, retain_graph=True)
    touched = gradient.nonzero()
    return [int(touched[:, axis].min()) for axis in axes], [int(touched[:, axis].max()) for axis in axes]


def _make_linear(model: Any) -> None:
    """Positive weights; norms and activations as identity, max pooling as average: what is read has a gradient above 0.

    Weights keep the mean: Keras multiplies matrices in single precision on torch, where small gradients vanish.
    """
    for layer in model._flatten_layers():
        if isinstance(layer, IDENTITY):
            layer.call = lambda inputs, **_: inputs
        if isinstance(layer, keras.layers.Multiply):
            layer.call = lambda inputs, **_: sum(inputs)
        if getattr(layer, "pool_mode", None) == "max":
            layer.pool_mode = "average"
        if hasattr(layer, "activation"):
            layer.activation = keras.activations.linear
        for weight in layer._trainable_variables:
            depthwise = "depthwise" in weight.name or type(layer).__name__.startswith("Depthwise")
            fan_in = np.prod(weight.shape[: -2 if depthwise else -1])
            if weight.name not in ("bias", "beta"):
                weight.assign(np.full(weight.shape, 1.0 / fan_in))


# --------------------------------------------------------------------------------------------------------------- errors


def _record_error(path: Path, spec: dict[str, Any]) -> dict[str, Any]:
    try:
        with _session(path):
            model = _load(path, spec["target"])
            if spec.get("inputs"):
                _trace(model, spec, 2)
    except Exception as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename) == path]
        return {
            "framework": "keras",
            "target": spec["target"],
            "inputs": spec.get("inputs"),
            "error": type(error).__name__,
            "message": _informative(str(error)),
            "line": frames[-1].lineno,
        }
    raise AssertionError(f"{path.name} works")


def _informative(text: str) -> str:
    """What is wrong, without Keras' frame around it ("Exception encountered when …", "Arguments received by …")."""
    lines = [line.strip() for line in ANSI.sub("", text).splitlines()]
    useful = [line for line in lines if line and not line.startswith("Exception encountered when calling")]
    for index, line in enumerate(useful):
        if line.startswith("Arguments received by"):
            useful = useful[:index]
            break
    return PRINTED_SET.sub(_in_order, "\n".join(useful[:3]))


def _in_order(printed: re.Match[str]) -> str:
    """A set of strings prints in another order in every process."""
    return "{" + ", ".join(sorted(printed[1].split(", "))) + "}"
