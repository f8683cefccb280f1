"""Every setting, declared once: the reader takes them by it, the JSON Schema for editors and `cnnlint config` are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from cnnlint.report.formats import FORMATS

Kind: TypeAlias = Literal[
    "rules", "patterns", "paths", "path", "choice", "truth", "count", "shapes",
    "severities", "params", "pattern-rules", "models", "extend", "seconds",
]  # fmt: skip

LEVELS: Final = ("error", "warning", "info")
MODES: Final = ("eval", "train")
PERSONAS: Final = ("regular", "pedantic")


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: what kind of value it takes, what it is for, and what holds where nothing is said."""

    kind: Kind
    doc: str
    default: str = "none"
    choices: tuple[str, ...] = ()


KEYS: Final[Mapping[str, Key]] = {
    "extend": Key("extend", "another configuration file, whose settings hold where this one says nothing"),
    "select": Key("rules", "only these rules", "all stable rules of the persona"),
    "extend-select": Key("rules", "these rules too"),
    "ignore": Key("rules", "not these rules"),
    "exclude": Key("patterns", "files and folders to leave out"),
    "force-exclude": Key("truth", "leave them out even where they are named on the command line", "false"),
    "respect-gitignore": Key("truth", "leave out what git ignores", "true"),
    "markdown": Key("truth", "check the Python blocks of Markdown pages in folders too", "false"),
    "rules": Key("paths", "further rule files and folders"),
    "persona": Key("choice", "regular: what to block a merge for; pedantic: smells too", "regular", PERSONAS),
    "fail-level": Key("choice", "exit 1 from this severity on", "warning", LEVELS),
    "max-warnings": Key("count", "let up to so many warnings pass"),
    "baseline": Key("path", "findings that are known, see cnnlint baseline"),
    "output-format": Key("choice", "how to print", "full", FORMATS),
    "mode": Key("choice", "read models as at inference or in training", "eval", MODES),
    "cache": Key("truth", "keep results, and use those of earlier runs", "true"),
    "cache-dir": Key("path", "the folder that they are kept in", "CNNLINT_CACHE_DIR, else .cnnlint_cache in the project's folder"),
    "jobs": Key("count", "processes that files are spread over; 0: as many as there are processors", "0"),
    "timeout": Key("seconds", "seconds that one file may take", "300"),
    "python": Key("path", "the environment whose packages the models use", "VIRTUAL_ENV, else a .venv beside the files or above"),
    "input": Key("shapes", "the input's size where nothing nearer says it: a shape, or shapes by the inputs' names"),
    "severity": Key("severities", "severities by rule", "the rules' own"),
    "params": Key("params", "parameters by rule; cnnlint explain lists them", "the rules' own"),
    "per-file-ignores": Key("pattern-rules", "rules that are not in force for some files, by pattern"),
    "models": Key("models", "models to build beside those that the files build themselves"),
}  # fmt: skip

MODEL: Final[Mapping[str, Key]] = {
    "entry": Key("path", "file.py::Name or file.py::Name(arguments), relative to the configuration file"),
    "input": KEYS["input"],
    "mode": KEYS["mode"],
}
