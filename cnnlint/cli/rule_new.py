"""`cnnlint rules new`: write a rule file to start from."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import get_args

from cnnlint.cli.output import CLEAN, CannotRun, emit
from cnnlint.cli.rulebook import named_rule
from cnnlint.report import rule_skeleton
from cnnlint.report.text import printable
from cnnlint.rule_engine.keys import CODE, WORDS
from cnnlint.rule_engine.rule import ForEach


def write(code: str, name: str, for_each: str, extends: str | None, folder: str) -> int:
    """Write `CODE-name.yaml`. Raises CannotRun for a wrong code or name, and where the file is there or cannot be written."""
    for word, pattern, words in (
        (code, CODE, "a code is capitals and three or four digits, such as OUR001"),
        (name, WORDS, "a name is lower case words with - between them"),
    ):
        if not re.fullmatch(pattern, word):
            raise CannotRun(f"{printable(word)}: {words}")
    parent = named_rule(extends, ()) if extends else None
    subject = parent.for_each if parent else next(one for one in get_args(ForEach) if one == for_each)
    path = Path(folder) / f"{code}-{name}.yaml"
    text = "\n".join(rule_skeleton.render(code, name, subject, parent)) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise CannotRun(f"{printable(str(path))}: {error.strerror}") from None
    lines = (f"{path} is written; fill in what says TODO, then run", f"  cnnlint rules test {path}")
    emit(map(printable, lines), sys.stdout)
    return CLEAN
