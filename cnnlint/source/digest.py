"""What a text is told by."""

from __future__ import annotations

from hashlib import blake2b


def digest(text: str | bytes) -> str:
    """40 hexadecimal digits that are the same for the same text alone."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return blake2b(raw, digest_size=20).hexdigest()
