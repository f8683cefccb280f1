"""`dataclass` for what is made very often: that nobody changes it is checked by the type checker alone.

At run time a frozen dataclass sets each of its fields through `object.__setattr__`, which takes three times as long as the rest of making one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses

    def dataclass(*, frozen: bool = False, eq: bool = True, **options: Any) -> Any:
        """As `dataclasses.dataclass`; what is frozen is compared and hashed by its fields, and can be set."""
        return dataclasses.dataclass(eq=eq, unsafe_hash=frozen and eq, **options)


__all__ = ["dataclass"]
