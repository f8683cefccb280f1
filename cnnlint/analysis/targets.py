"""What `file.py::name` means."""

from __future__ import annotations

from pathlib import Path

from cnnlint.analysis.result import TargetError
from cnnlint.source.reading import SourceFile, read


def source_of(target: str) -> tuple[str, str, str]:
    """The path, the text and the name of `file.py`, `file.py::name` or `file.py::Name(args)`. TargetError says why there is nothing to read."""
    file, _, name = target.partition("::")
    path = Path(file)
    if not path.exists():
        raise TargetError(f"{file}: no such file")
    if path.is_dir():
        raise TargetError(f"{file} is a folder; name a file, as in {file.rstrip('/')}/model.py::Net")
    source = read(path)
    if not isinstance(source, SourceFile):
        raise TargetError(f"{file}: {source.message}")
    return file, source.text, name
