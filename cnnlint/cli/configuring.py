"""`cnnlint config`: the settings in force and where they are from, and the schema of configuration files."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from cnnlint.checking.rules import rules_in_force
from cnnlint.checking.surroundings import check_exists, settings_for
from cnnlint.cli.output import CLEAN, CannotRun, emit, style_of
from cnnlint.config import ConfigError, Settings, sources
from cnnlint.config.schema import json_schema
from cnnlint.config.shown import shown
from cnnlint.report import settings


def print_settings(paths: Sequence[str], config_file: str | None, isolated: bool) -> int:
    """Print every setting with its value and the file and line that say it."""
    for path in paths:
        check_exists(path)
    try:
        found = sources(paths or (".",), config_file, isolated)
    except ConfigError as error:
        raise CannotRun(str(error)) from None
    rules = rules_in_force(settings_for(paths or (".",), Settings(), config_file, isolated), isolated)
    files = [str(document.path) for document, _ in found]
    lines = settings.render(files, shown(found), len(rules.rules), len(rules.every), style_of(sys.stdout))
    emit(lines, sys.stdout)
    return CLEAN


def print_schema() -> int:
    """Print the JSON Schema of configuration files."""
    emit([json.dumps(json_schema(), indent=2)], sys.stdout)
    return CLEAN
