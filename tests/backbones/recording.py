"""What both recorders of ready-made models need: plain values, and archives that are the same bytes each time."""

from __future__ import annotations

import json
import zipfile
from typing import Any


class NotRecorded(Exception):
    """A model that the recorder does not follow, and why."""


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise NotRecorded(f"an argument {value!r}")


def write(archive: zipfile.ZipFile, name: str, content: dict[str, Any]) -> None:
    """One member, the same bytes each time."""
    member = zipfile.ZipInfo(f"{name}.json", (1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, json.dumps(content, separators=(",", ":")))
