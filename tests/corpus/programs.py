"""Import and run PyTorch programs. Only the recorder does this; cnnlint itself reads them as text."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import itertools
import runpy
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import torch

# Libraries that the programs import and that need not be installed: what they give is never looked at.
STAND_INS = (
    *("torchvision", "torchvision.datasets", "torchvision.transforms", "torchvision.utils"),
    *("matplotlib", "matplotlib.pyplot", "tqdm", "torchsummary"),
)


def load(path: Path) -> ModuleType:
    """Import the program, as a member of its package where its folder is one."""
    is_member = (path.parent / "__init__.py").exists()
    with quietly(path.parent.parent if is_member else path.parent):
        if is_member:
            return importlib.import_module(f"{path.parent.name}.{path.stem}")
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[path.stem] = module
        spec.loader.exec_module(module)
        return module


def build(module: ModuleType, target: str) -> Any:
    """The model that `target` names: an object, an expression, or a class or function to call without arguments."""
    with quietly(None):
        found = eval(target, vars(module))  # noqa: S307  (the corpus is ours)
        return found() if isinstance(found, type) or type(found).__name__ == "function" else found


def error_of(path: Path, run: Callable[[], object] | None = None) -> dict[str, Any]:
    """Run a broken program, as a script if `run` is not given: the error, the first line of its message, and where.

    "line" is where the traceback last enters the file, "lines" all its lines in the traceback, outermost first. A
    program that does not fail is an error here.
    """
    try:
        with quietly(path.parent):
            run() if run else runpy.run_path(str(path), run_name="__main__")
    except Exception as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
        message = next(iter(str(error).strip().splitlines()), "")
        # A comprehension has a frame of its own in some versions of Python and none in others.
        lines = [line for line, _ in itertools.groupby(lines)]
        return {"error": type(error).__name__, "message": message, "line": lines[-1], "lines": lines}
    raise AssertionError(f"{path.name} is meant to fail, and works")


@contextlib.contextmanager
def quietly(folder: Path | None) -> Iterator[None]:
    """Swallow output and warnings, put stand-ins for data and files; import from the folder, and forget that after."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.object(sys, "path", [str(folder), *sys.path] if folder else sys.path))
        stack.enter_context(mock.patch.object(torch.utils.data, "DataLoader", mock.MagicMock()))
        stack.enter_context(mock.patch.object(torch, "save"))
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(warnings.catch_warnings())
        stack.callback(forget, folder)
        warnings.simplefilter("ignore")
        sys.modules.update({name: mock.MagicMock(__spec__=ModuleSpec(name, None)) for name in STAND_INS})
        yield


def forget(folder: Path | None) -> None:
    """Drop the stand-ins, and what was imported from the folder: another program may have a module of the same name."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name in STAND_INS or (folder and isinstance(file, str) and Path(file).is_relative_to(folder)):
            del sys.modules[name]
