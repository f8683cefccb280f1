"""Layers that turn raw data into numbers: text, categories, sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.convert import tensor
from cnnlint.frameworks.keras.layer import LAYER
from cnnlint.frameworks.keras.layers.define import fixed, layer
from cnnlint.frameworks.keras.library import keras
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.attributes import OPEN
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.symbolic import Dim, Size, equal, fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def with_shape(x: Tensor, shape: Shape | None, dtype: str = "int64") -> Tensor:
    """A tensor of indexes computed from another."""
    return Tensor(shape, dtype, None, x.sources)


def counted(self: Instance, *names: str) -> Size:
    """The first of these arguments that is a number."""
    for name in names:
        value = plain(self.attrs.get(name))
        if isinstance(value, (int, Dim)):
            return value
    return fresh("?", least=1)


OLD_MODES = {"binary": "multi_hot", "tf-idf": "tf_idf"}  # which are still taken


def encoded(self: Instance, x: Tensor, mode: Value, tokens: Size, axis: int = 1) -> Tensor:
    """Indexes as they are, or one place for each token; those that are counted stand along `axis`."""
    word = OLD_MODES.get(plain(mode), plain(mode)) if isinstance(plain(mode), str) else plain(mode)
    if word in (None, "int"):
        return with_shape(x, x.shape)
    if x.shape is None or word not in ("one_hot", "multi_hot", "count", "tf_idf"):
        raise NotKnown("how categories are encoded")
    scalar = len(x.shape) > 1 and equal(x.shape[-1], 1) is True
    if word == "one_hot":
        return with_shape(x, (*(x.shape[:-1] if scalar else x.shape), tokens), "float32")
    kept = [size for n, size in enumerate(x.shape) if n != axis % len(x.shape)] if len(x.shape) > 1 else []
    return with_shape(x, (*kept, tokens), "float32")


def run_vectorization(vm: Interpreter, self: Instance, inputs: Value) -> Any:
    x, mode = tensor(inputs), plain(self.attrs["output_mode"])
    if x.shape is None:
        raise NotKnown("texts of unknown rank")
    batch = x.shape[:1]
    if mode == "int":
        length = self.attrs["output_sequence_length"]
        return with_shape(x, (*batch, size_of(length, 1) if length is not None else fresh("?", least=1)))
    return with_shape(
        x,
        (*batch, counted(self, "max_tokens") if self.attrs["pad_to_max_tokens"] is True else fresh("?", least=1)),
        "float32",
    )


@layer("TextVectorization", run=run_vectorization, attributes=fixed("other"))
def vectorization(
    vm: Interpreter, self: Instance, max_tokens: Value = None, standardize: Value = "lower_and_strip_punctuation", split: Value = "whitespace",
    ngrams: Value = None, output_mode: Value = "int", output_sequence_length: Value = None, pad_to_max_tokens: Value = False,
    vocabulary: Value = None, idf_weights: Value = None, sparse: Value = False, ragged: Value = False, encoding: Value = "utf-8", **kwargs: Value,
) -> None: ...  # fmt: skip


def run_lookup(vm: Interpreter, self: Instance, inputs: Value) -> Any:
    return encoded(self, tensor(inputs), self.attrs["output_mode"], vocabulary_size(self))


def vocabulary_size(self: Instance) -> Size:
    """How many tokens there are, those for what is unknown included, where the vocabulary is given."""
    words = plain(self.attrs.get("vocabulary"))
    if plain(self.attrs.get("pad_to_max_tokens")) is True:
        return counted(self, "max_tokens")
    if isinstance(words, (list, tuple)):
        return len(words) + counted(self, "num_oov_indices")
    return fresh("?", least=1)


for _name in ("StringLookup", "IntegerLookup"):

    @layer(_name, run=run_lookup, attributes=fixed("other"))
    def lookup(
        vm: Interpreter, self: Instance, max_tokens: Value = None, num_oov_indices: Value = 1, mask_token: Value = None, oov_token: Value = None,
        vocabulary: Value = None, vocabulary_dtype: Value = None, idf_weights: Value = None, invert: Value = False, output_mode: Value = "int",
        sparse: Value = False, pad_to_max_tokens: Value = False, encoding: Value = "utf-8", oov_method: Value = None, salt: Value = None,
        **kwargs: Value,
    ) -> None: ...  # fmt: skip


def run_category(vm: Interpreter, self: Instance, inputs: Value, count_weights: Value = None) -> Any:
    return encoded(self, tensor(inputs), self.attrs["output_mode"], counted(self, "num_tokens"), -1)


@layer("CategoryEncoding", run=run_category, attributes=fixed("other"))
def category(
    vm: Interpreter,
    self: Instance,
    num_tokens: Value = None,
    output_mode: Value = "multi_hot",
    sparse: Value = False,
    **kwargs: Value,
) -> None: ...


def run_discretization(vm: Interpreter, self: Instance, inputs: Value) -> Any:
    edges = plain(self.attrs["bin_boundaries"])
    tokens = len(edges) + 1 if isinstance(edges, (list, tuple)) else counted(self, "num_bins")
    return encoded(self, tensor(inputs), self.attrs["output_mode"], tokens)


@layer("Discretization", run=run_discretization, attributes=fixed("other"))
def discretization(
    vm: Interpreter, self: Instance, bin_boundaries: Value = None, num_bins: Value = None, epsilon: Value = 0.01, output_mode: Value = "int",
    sparse: Value = False, **kwargs: Value,
) -> None: ...  # fmt: skip


def run_hashing(vm: Interpreter, self: Instance, inputs: Value) -> Any:
    x = plain(inputs)
    first = tensor(x[0] if isinstance(x, (list, tuple)) and x else inputs)
    return encoded(self, first, self.attrs["output_mode"], counted(self, "num_bins"))


@layer("Hashing", run=run_hashing, attributes=fixed("other"))
def hashing(
    vm: Interpreter, self: Instance, num_bins: Value, mask_value: Value = None, salt: Value = None, output_mode: Value = "int",
    sparse: Value = False, **kwargs: Value,
) -> None: ...  # fmt: skip


@layer("HashedCrossing", run=run_hashing, attributes=fixed("other"))
def crossing(
    vm: Interpreter, self: Instance, num_bins: Value, output_mode: Value = "int", sparse: Value = False, **kwargs: Value
) -> None: ...


def run_unknown(vm: Interpreter, self: Instance, inputs: Value, **options: Value) -> Any:
    raise NotKnown(f"what {self.cls.name} gives")


for _name in ("MelSpectrogram", "STFTSpectrogram", "FeatureSpace", "Pipeline", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer",
              "DenseFeatures", "MaxNumBoundingBoxes", "LocallyConnected1D", "LocallyConnected2D"):  # fmt: skip

    @layer(_name, run=run_unknown, attributes=fixed("other"))
    def unknown(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> None:
        self.attrs[OPEN] = vm.unknown(f"what {self.cls.name} holds")


@keras.method(LAYER, "adapt", "set_vocabulary", "update_state", "finalize_state", "reset_state")
def adapt(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return None


@keras.method(LAYER, "get_vocabulary", "vocabulary_size")
def vocabulary(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("the vocabulary of a layer")
