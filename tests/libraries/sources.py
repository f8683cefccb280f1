"""The source of published packages, to be read: fetched once from the package index, kept in the user's cache folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "cnnlint-tests"


def source_of(package: str, version: str) -> Path:
    """The folder that holds the package's files, never imported. Skips the test where it cannot be had, but not in CI."""
    folder = CACHE / f"{package}-{version}"
    if not folder.is_dir():
        try:
            fetch(package, version, folder)
        except subprocess.CalledProcessError as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"{package} {version} cannot be downloaded: {error.stderr.decode(errors='replace')[-200:]}")
    return folder


def fetch(package: str, version: str, folder: Path) -> None:
    """Download the wheel and unpack its Python files; whoever is first puts them in place whole."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        wanted = [f"{package}=={version}", "--no-deps", "--only-binary=:all:", "--dest", name]
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", *wanted], check=True, capture_output=True)
        (wheel,) = Path(name).glob("*.whl")
        unpacked = Path(name) / "source"
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(unpacked, [member for member in archive.namelist() if member.endswith(".py")])
        try:
            unpacked.rename(folder)
        except OSError:  # another process was first
            if not folder.is_dir():
                raise
