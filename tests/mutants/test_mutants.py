"""Recorded mutants: what cannot work is caught where it fails, what works is not complained of and has the recorded shape."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from libraries.sources import source_of
from mutants.compare import Workshop, describe, load
from mutants.mutate import Mutation, Reached, mutations

HERE = Path(__file__).parent
VERSIONS = {"torchvision": "0.29.1", "keras": "3.15.1"}
EVERY = {"torchvision": 10, "keras": 6, "keras_programs": 3}  # of how many recorded mutants one is replayed
# File, line and kind of mutants that fail and that cnnlint lets pass, or catches in another line only, with the reason.
UNNOTICED = {
    ("torchvision/models/swin_transformer.py", 287, "swapped"): "a shape that is read from a tensor of data",
    (
        "keras/src/applications/efficientnet_v2.py",
        620,
        "negated",
    ): "a name that a private module of Keras no longer has",
    ("keras/src/applications/convnext.py", 284, "negated"): "a name that a private module of Keras no longer has",
    ("ok/broadcasting.py", 11, "dropped"): "Keras itself multiplies by a size that is None",
    (
        "ok/custom_layer_functional.py",
        28,
        "integer",
    ): "what compute_output_shape says wrongly shows when the model runs",
    ("ok/merges.py", 44, "integer"): "a product along the batch",
    ("ok/transformer_text.py", 36, "integer"): "the batch as a length",
    ("ok/vae.py", 14, "integer"): "the batch as a length",
}


@cache
def records(library: str) -> list[dict[str, Any]]:
    return load(HERE / f"{library}.json.gz")


def chosen() -> list[Any]:
    """The mutants that are replayed."""
    return [
        pytest.param(library, number, id=f"{library}-{number}")
        for library, step in EVERY.items()
        for number in range(0, len(records(library)), step)
    ]


@pytest.fixture(scope="module")
def workshops() -> Iterator[dict[str, Workshop]]:
    """A workshop for each library, made when it is first asked for."""
    with ExitStack() as stack:
        yield Workshops(stack)


class Workshops(dict[str, Workshop]):
    def __init__(self, stack: ExitStack) -> None:
        super().__init__()
        self.stack = stack

    def __missing__(self, library: str) -> Workshop:
        version = VERSIONS.get(library)
        source = HERE.parent / "corpus" / "keras" if version is None else source_of(library, version)
        folder = Path(self.stack.enter_context(TemporaryDirectory()))
        self[library] = Workshop(source, folder, "ok" if version is None else library)
        return self[library]


@pytest.mark.parametrize(("library", "number"), chosen())
def test_mutant(library: str, number: int, workshops: dict[str, Workshop]) -> None:
    record = records(library)[number]
    mutation = Mutation(**record["mutation"])
    verdict = workshops[library].verdict(record)
    fails = (mutation.file, mutation.line, mutation.kind) in UNNOTICED and "error" in record["truth"]
    assert verdict.kind in (("missed", "caught elsewhere") if fails else ("caught", "agree")), describe(record, verdict)


def test_there_are_enough() -> None:
    assert len(records("torchvision")) >= 400
    assert len(records("keras")) + len(records("keras_programs")) >= 200


def test_changes_of_a_text() -> None:
    text = "def run(x):\n    if x:\n        y = f(x, 3, axis=1)\n    return y\n"
    found = mutations("a.py", text, Reached((), range(2, 5)))
    assert [(one.kind, one.line, one.applied(text).splitlines()[one.line - 1].strip()) for one in found] == [
        ("negated", 2, "if not (x):"),
        ("deleted", 3, "pass"),
        ("swapped", 3, "y = f(3, x, axis=1)"),
        ("dropped", 3, "y = f(x, 3)"),
        ("integer", 3, "y = f(x, 2, axis=1)"),
        ("integer", 3, "y = f(x, 4, axis=1)"),
        ("integer", 3, "y = f(x, 3, axis=0)"),
        ("integer", 3, "y = f(x, 3, axis=2)"),
    ]
