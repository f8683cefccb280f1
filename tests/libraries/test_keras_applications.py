"""Ready-made models of Keras, read from the installed package's source: every layer, shape and parameter as Keras makes them.

The recorded ones need no Keras at run time but its files; the variants are also made for real.
"""

from __future__ import annotations

import gzip
import json
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from math import prod
from pathlib import Path
from typing import Any

import pytest

from cnnlint.analysis import FileAnalysis, analyze_source, analyze_target
from cnnlint.analysis.project import ProjectLoader
from cnnlint.graph import Model
from corpus.compare import flat, keras_shape

VERSION = "3.15.1"
RECORD = Path(__file__).with_name(f"keras-applications-{VERSION}.json.gz")
TRUTHS: dict[str, dict[str, Any]] = json.loads(gzip.decompress(RECORD.read_bytes()))

VARIANTS = (
    "VGG16(include_top=False, weights=None, input_shape=(150, 150, 3))",
    "VGG16(include_top=False, weights=None, input_shape=(32, 48, 1), pooling='max')",
    "MobileNet(weights=None, alpha=0.25, input_shape=(128, 128, 3), classes=10)",
    "MobileNet(weights=None, alpha=0.5, depth_multiplier=2, dropout=0.1, include_top=False, pooling='avg')",
    "MobileNetV2(weights=None, alpha=0.35, input_shape=(96, 96, 3), classes=5, classifier_activation=None)",
    "MobileNetV2(weights=None, alpha=1.4, include_top=False)",
    "MobileNetV3Small(weights=None, minimalistic=True, alpha=0.75, include_top=False, pooling='avg')",
    "MobileNetV3Large(weights=None, include_preprocessing=False, input_shape=(64, 64, 3), classes=3)",
    "ResNet50(weights=None, include_top=False, input_tensor=keras.Input((64, 64, 3), name='image'))",
    "ResNet50V2(weights=None, input_shape=(200, 200, 3), pooling='avg', classes=7)",
    "ResNet50(weights=None, include_top=False, input_tensor=keras.layers.Rescaling(1 / 255)(keras.Input((64, 64, 3))))",
    "DenseNet121(weights=None, include_top=False, pooling='max', input_shape=(None, None, 3))",
    "Xception(weights=None, include_top=False, input_shape=(96, 96, 3), pooling='avg')",
    "EfficientNetB0(weights=None, classes=4, input_shape=(64, 64, 3))",
    "ConvNeXtTiny(weights=None, include_top=False, input_shape=(64, 64, 3), name='backbone')",
)
REFUSED = (
    "VGG16(include_top=False, weights=None, input_shape=(16, 16, 3))",
    "InceptionV3(include_top=False, weights=None, input_shape=(74, 75, 3))",
    "ResNet50(weights='imagenet', classes=10)",
    "Xception(weights='imagenet', include_top=True, input_shape=(100, 100, 3))",
    "MobileNetV2(weights='imagenet', include_top=True, input_shape=(100, 100, 3))",
    "VGG16(weights=None, include_top=False, input_shape=(150, 150))",
    "EfficientNetB0(weights=None, num_classes=10)",
)


@pytest.fixture(scope="module")
def loader() -> ProjectLoader:
    return ProjectLoader()


def source() -> Path:
    """The folder that holds the package, which is not imported."""
    try:
        installed = version("keras")
    except PackageNotFoundError:
        installed = "none"
    spec = find_spec("keras")
    if installed != VERSION or spec is None or spec.origin is None:
        pytest.skip(f"recorded with keras {VERSION}, and {installed} is installed")
    return Path(spec.origin).parents[1]


def described(model: Model) -> list[tuple[Any, ...]]:
    """Name, class, output shapes and parameters of each layer, and at last of the whole."""
    rows = [
        (row.name, row.type, [keras_shape(one.shape) for one in row.outputs], row.parameters)
        for row in model.layers
        if row.depth == 0 and row.kind in ("module", "container")
    ]
    outputs = [keras_shape(tensor.shape) for tensor in model.outputs]
    return [*rows, ("", outputs, model.parameters, model.trainable_parameters)]


def only_model(found: FileAnalysis) -> Model:
    assert [fact.words for fact in found.facts] == []
    (model,) = found.models
    assert model.unresolved == ()
    assert model.resolved[0] == model.resolved[1]
    return model


@pytest.mark.parametrize("name", TRUTHS)
def test_recorded_model(name: str, loader: ProjectLoader) -> None:
    truth = TRUTHS[name]
    path = source().joinpath(*truth["module"].split(".")).with_suffix(".py")
    model = only_model(analyze_target(f"{path}::{name}(weights=None)", loader=loader))
    wanted = [(one["name"], one["type"], flat(one["out"]), one["params"]) for one in truth["layers"]]
    assert described(model) == [*wanted, ("", flat(truth["out"]), truth["params"], truth["trainable"])]


@pytest.mark.parametrize("call", VARIANTS)
def test_variant(call: str) -> None:
    keras = pytest.importorskip("keras")
    text = f"keras.applications.{call}"
    model = only_model(analyze_source(f"import keras\nmodel = {text}\n", "case.py"))
    keras.utils.clear_session()
    made = eval(text, {"keras": keras})  # noqa: S307 - the test's own
    wanted = [(layer.name, type(layer).__name__, shapes(layer.output), layer.count_params()) for layer in made.layers]
    trained = sum(prod(weight.shape) for weight in made.trainable_weights)
    assert described(model) == [*wanted, ("", shapes(made.output), made.count_params(), trained)]


def shapes(output: Any) -> list[Any]:
    """The shapes of a layer's output, of one or several."""
    return [list(one.shape) for one in (output if isinstance(output, (list, tuple)) else [output])]


@pytest.mark.parametrize("call", REFUSED)
def test_refused(call: str) -> None:
    keras = pytest.importorskip("keras")
    found = analyze_source(f"import keras\nmodel = keras.applications.{call}\n", "case.py")
    with pytest.raises((ValueError, TypeError)):
        eval(f"keras.applications.{call}", {"keras": keras})  # noqa: S307 - the test's own
    places = [place for fact in found.facts for place in (fact.at, *(place for place, _ in fact.related))]
    assert any((place.path, place.line) == ("case.py", 2) for place in places)
