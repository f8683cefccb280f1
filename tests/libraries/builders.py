"""The classification builders of torchvision, with what each does at run time, recorded with torchvision 0.29.1."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

from cnnlint.analysis import FileAnalysis, Options, analyze_target
from cnnlint.analysis.project import ProjectLoader
from corpus.compare import recorded_differences

VERSION = "0.29.1"
RECORD = Path(__file__).with_name("torchvision-0.29.1.json.gz")
ARGUMENTS = {"googlenet": "init_weights=False", "inception_v3": "init_weights=False"}  # as they were recorded


@cache
def truths() -> dict[str, dict[str, Any]]:
    """Builder name to what was recorded: module, input, calls of modules without submodules, output, parameters."""
    found: dict[str, dict[str, Any]] = json.loads(gzip.decompress(RECORD.read_bytes()))
    return found


def analysed(folder: Path, name: str, loader: ProjectLoader | None = None) -> FileAnalysis:
    """The builder, called as it was for the record, read from the package in `folder`."""
    truth = truths()[name]
    path = folder.joinpath(*truth["module"].split(".")).with_suffix(".py")
    options = Options(inputs=(("", tuple(truth["input"])),))
    return analyze_target(f"{path}::{truth['builder']}({ARGUMENTS.get(name, '')})", options, loader)


def differences(found: FileAnalysis, name: str, without: str = "") -> list[str]:
    """Where the analysis and the record, but for calls of one class, differ; empty if nowhere."""
    facts = [f"{fact.at.path}:{fact.at.line}: {fact.kind}: {fact.words}" for fact in found.facts]
    truth = truths()[name]
    calls = [call for call in truth["calls"] if call["type"] != without]
    return recorded_differences(list(found.models), facts, {**truth, "calls": calls})
