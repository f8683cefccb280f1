"""Which installed packages are read beside the program: those made of layers, in the environment that the program runs in.

They are only ever read as text. Where the environment is not said, it is the active one, one in the project's own folder, or the one that
cnnlint is installed in.
"""

from __future__ import annotations

import os
import re
import sysconfig
from functools import cache
from pathlib import Path

PARTS = ("keras.applications", "keras.src.applications")
"""Parts of the packages that tables stand for, whose own text is read: models made of layers that the tables know."""
TABLED = frozenset(("torch", "keras", "tensorflow", "tf_keras", "numpy", "jax"))
FOLDERS = (".venv", "venv", "env")
BUILT_ON = re.compile(r"^Requires-Dist: (torch|keras|tensorflow|tf[-_]keras)\b(?!.*;.*\bextra\b)", re.MULTILINE)


def is_read(dotted: str, folders: tuple[Path, ...]) -> bool:
    """True for a module of an installed package that is built on a framework."""
    root = dotted.partition(".")[0]
    if root in TABLED:
        return any(f"{dotted}.".startswith(f"{part}.") for part in PARTS)
    return any(is_built_on_a_framework(folder, root) for folder in folders)


@cache
def is_built_on_a_framework(folder: Path, root: str) -> bool:
    """True if the metadata of a package in this folder asks for PyTorch, Keras or TensorFlow."""
    if not (folder / root).is_dir():
        return False
    for metadata in folder.glob(f"{root}-*.dist-info/METADATA"):
        try:
            return BUILT_ON.search(metadata.read_text(encoding="utf-8", errors="replace")) is not None
        except OSError:
            return False
    return False


def folders_for(importer: str, python: str = "") -> tuple[Path, ...]:
    """Where packages are installed for a file of the program; `python` is an environment's folder or interpreter, if one was named."""
    environments = [python] if python else [os.environ.get("VIRTUAL_ENV", ""), *beside(str(Path(importer).parent))]
    found = [folder for name in environments if name for folder in packages_of(name)]
    return tuple(dict.fromkeys([*found, *own()]))


@cache
def beside(folder: str) -> tuple[str, ...]:
    """Environments in a folder of the project or above it."""
    places = [Path(folder), *Path(folder).absolute().parents]
    return tuple(str(place / name) for place in places for name in FOLDERS if (place / name / "pyvenv.cfg").is_file())


@cache
def packages_of(environment: str) -> tuple[Path, ...]:
    """The package folders of an environment, named by its folder or its interpreter."""
    root = Path(environment)
    root = root.parent.parent if root.is_file() or root.is_symlink() else root
    found = [*root.glob("lib/python3*/site-packages"), root / "Lib" / "site-packages"]
    return tuple(folder for folder in found if folder.is_dir())


@cache
def own() -> tuple[Path, ...]:
    """Where packages are installed beside cnnlint."""
    paths = sysconfig.get_paths()
    return tuple(dict.fromkeys(Path(paths[kind]) for kind in ("purelib", "platlib") if kind in paths))
