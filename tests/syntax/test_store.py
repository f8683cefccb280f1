"""The store gives back an equal tree, and nothing at all from bytes that it did not write."""

from __future__ import annotations

import dataclasses
import inspect
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cnnlint
from cnnlint.syntax import ir, parse, store

from .test_against_ast import CONSTRUCTS


def _rewritten(data: bytes, change) -> bytes:
    """The stored rows changed and signed again, as a forger would."""
    head, _, body = data.partition(b"\n")
    changed = json.dumps(change(json.loads(body))).encode()
    return head.rsplit(b" ", 1)[0] + b" " + store._digest(changed) + b"\n" + changed


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("text", CONSTRUCTS)
def test_every_construct_comes_back(text: str) -> None:
    module = parse(text)
    loaded = store.load(store.dump(module))
    assert loaded == module
    assert repr(loaded) == repr(module)  # also tells 1 from True, and 0.0 from -0.0


def test_every_class_is_stored() -> None:
    stored = {name for name, cls in vars(ir).items() if inspect.isclass(cls) and dataclasses.is_dataclass(cls)} - {
        "Node"
    }
    assert {cls.__name__ for cls in store._CLASSES} == stored


@pytest.mark.parametrize(
    "text",
    [
        "0x" + "f" * 3000, "-1", "True, 1, 1.0, 1 + 0j", "0.0, -0.0, 1e999, 1e-300", "'\\ud800\\udc00', '\\udc80'", "b'\\x00\\xff'",
        "...", "'\\u2028 é \\0'", "None", "10**18, 1000000000000000001", "x = (", "'doc'",
    ],
)  # fmt: skip
def test_values(text: str) -> None:
    module = parse(text)
    assert repr(store.load(store.dump(module))) == repr(module)


def test_whole_files() -> None:
    for file in sorted(Path(cnnlint.__file__).parent.glob("s*/*.py")):
        module = parse(file.read_text("utf-8"))
        assert store.load(store.dump(module)) == module


def test_deep_trees() -> None:
    module = parse("not " * 900 + "x")
    assert module.faults == ()
    data = store.dump(module)
    loaded = store.load(data)
    assert loaded is not None
    assert store.dump(loaded) == data


def test_damage_is_noticed_everywhere() -> None:
    data = store.dump(parse("x = f(1, 'a')\n"))
    for place in range(len(data)):
        assert store.load(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]) is None
        assert store.load(data[:place]) is None
    assert store.load(data + b" ") is None


def test_another_version_of_the_ir_is_foreign(monkeypatch: pytest.MonkeyPatch) -> None:
    data = store.dump(parse("x"))
    monkeypatch.setattr(store, "_HEAD", store._HEAD[:-2] + b"0 ")
    assert store.load(data) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: [],
        lambda rows: {},
        lambda rows: rows[:-1],
        lambda rows: [*rows, 1],
        lambda rows: [*rows, [0, 10**9]],
        lambda rows: [*rows, [10**9]],
        lambda rows: [*rows, [-(10**9)]],
        lambda rows: [*rows, []],
        lambda rows: [*rows, [None]],
        lambda rows: [*rows, ["eval", "1"]],
        lambda rows: [*rows, ["bytes", "€"]],
        lambda rows: [*rows, [1]],
        lambda rows: [*rows, [1, 1, 1, 1, 1]],
        lambda rows: [*rows, [0.5]],
    ],
)
def test_signed_nonsense_is_none(change) -> None:
    assert store.load(_rewritten(store.dump(parse("x = f(1, 'a')\n")), change)) is None


@given(st.binary())
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_answered(data: bytes) -> None:
    assert store.load(data) is None
    assert store.load(store._HEAD + store._digest(data) + b"\n" + data) is None
