"""Where the modules of a program are: found as Python would from the folder of the importing file, the folder that holds its package, and those above."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cnnlint.source.installed import beside, folders_for, is_built_on_a_framework, is_read, packages_of

MAX_LEVELS = 12  # folders looked through upwards for a top-level module


def find(dotted: str, importer: str, python: str = "") -> tuple[str, bool] | None:
    """Look for a module in the folders that it may be imported from: its path, and whether it is a package."""
    parts = Path(*dotted.split("."))
    packages = folders_for(importer, python)
    for folder in [*search_path(importer), *(packages if is_read(dotted, packages) else ())]:
        base = folder / parts
        if is_file(base.with_name(base.name + ".py")):
            return str(base.with_name(base.name + ".py")), False
        if is_file(base / "__init__.py"):
            return str(base / "__init__.py"), True
        if base.is_dir() and any(is_file(child) for child in base.glob("*.py")):
            return str(base), True
    return None


def search_path(importer: str) -> list[Path]:
    """The importing file's folder and those above it, up to the root of the repository."""
    folder = Path(importer).parent
    folders = [folder]
    for _ in range(MAX_LEVELS):
        if any((folder / mark).exists() for mark in (".git", "pyproject.toml", "setup.py", "setup.cfg")):
            folders.append(folder / "src")
            break
        if folder.parent == folder:
            break
        folder = folder.parent
        folders.append(folder)
    return folders


def forget() -> None:
    """Forget what was seen of the disk, before a run that is to see it as it is now."""
    for seen in (is_file, is_built_on_a_framework, beside, packages_of):
        seen.cache_clear()


@lru_cache(maxsize=20_000)
def is_file(path: Path) -> bool:
    """True for a file; False where it cannot be looked at."""
    try:
        return path.is_file()
    except OSError:
        return False


def module_name(path: str) -> tuple[str, bool]:
    """The dotted name of a file, by the packages that it stands in, and whether it is one itself."""
    file = Path(path)
    is_package = file.name == "__init__.py"
    names = [] if is_package else [file.stem]
    folder = file.parent
    while is_file(folder / "__init__.py") and folder.name:
        names.append(folder.name)
        folder = folder.parent
    return ".".join(reversed(names)) or file.stem, is_package
