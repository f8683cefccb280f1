"""Binding arguments: as `inspect.Signature.bind` does."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from cnnlint.interpreter.native import Binder


def _plain(a: Any, b: Any = 1, *, c: Any = 2) -> None: ...
def _rest(a: Any, *rest: Any, key: Any, **others: Any) -> None: ...
def _first(a: Any, b: Any = 1, /, c: Any = 2) -> None: ...
def _nothing() -> None: ...


FUNCTIONS = (_plain, _rest, _first, _nothing)
ARGUMENTS: tuple[tuple[tuple[int, ...], dict[str, int]], ...] = tuple(
    (tuple(range(count)), dict(zip(names, range(10, 20), strict=False)))
    for count in range(5)
    for names in ((), ("a",), ("b",), ("c",), ("a", "b"), ("key",), ("key", "x"), ("a", "key", "x"), ("rest", "key"), ("others", "key"))
)  # fmt: skip


@pytest.mark.parametrize("function", FUNCTIONS)
def test_it_binds_what_python_binds(function: Any) -> None:
    signature = inspect.signature(function)
    binder = Binder(signature)
    for args, kwargs in ARGUMENTS:
        try:
            expected = dict(signature.bind(*args, **kwargs).arguments)
        except TypeError:
            expected = None
        assert binder.bound(args, kwargs) == expected, (args, kwargs)
