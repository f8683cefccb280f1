"""`cnnlint clean`: remove the results that are kept."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cnnlint.checking.setting_out import cache_of
from cnnlint.checking.surroundings import settings_for
from cnnlint.cli.output import CLEAN, CannotRun, emit
from cnnlint.config import Settings
from cnnlint.report.text import plural, printable


def run(paths: Sequence[str], cache_dir: str | None) -> int:
    """Remove them. Raises CannotRun where that cannot be done."""
    settings = settings_for(paths, Settings(cache=True, cache_dir=cache_dir), None, False)
    cache = cache_of(settings, paths)
    if cache is None:
        raise CannotRun("no results are kept: the folder for them is empty")
    try:
        count = cache.clear()
    except OSError as error:
        raise CannotRun(f"{cache.folder}: {error.strerror or error}") from None
    said = f"{plural(count, 'file')} removed from" if count else "nothing is kept in"
    emit([printable(f"{said} {cache.folder}")], sys.stdout)
    return CLEAN
