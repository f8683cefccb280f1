"""The IR of texts that were parsed before, from the cache: reading it takes a tenth of the time of parsing, and libcst need not be loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cnnlint.source.cache import Cache
from cnnlint.source.digest import digest

if TYPE_CHECKING:
    from cnnlint.syntax import ir

_KIND: Final = "trees"


@dataclass(frozen=True, slots=True)
class Trees:
    """IR in a cache; `own` is a digest of what makes IR: cnnlint and the libraries that it reads with."""

    cache: Cache
    own: str

    def of(self, text: str) -> ir.Module:
        """The IR of a text."""
        from cnnlint.syntax import parse, store

        key = digest(f"{self.own}\0{text}")
        data = self.cache.get(_KIND, key)
        tree = store.load(data) if data is not None else None
        if tree is None:
            tree = parse(text)
            self.cache.put(_KIND, key, store.dump(tree))
        return tree
