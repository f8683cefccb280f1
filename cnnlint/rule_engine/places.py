"""Where rule files are."""

from __future__ import annotations

from pathlib import Path

import cnnlint


def shipped_rules_path() -> Path:
    """The folder of the shipped rules: inside of the installed package, or beside it in a checkout."""
    package = Path(cnnlint.__file__).parent
    inside = package / "shipped_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def rule_files(folder: Path) -> list[Path]:
    """The rule files below a folder, in order."""
    return sorted(inner for inner in folder.rglob("*.y*ml") if inner.suffix in (".yaml", ".yml"))
