"""The programs of a folder, and what is expected of each: it stands in the program.

`<name>_broken.py` and `<name>_fixed.py` are a pair, `<name>_ok.py` only looks suspicious. A header comment says what a program is after:

    # Kind: the number of features behind a stack of convolutions
    # After: a question in the forum of PyTorch, "mat1 and mat2 shapes cannot be multiplied"
    # Silent: why the framework takes a broken one, and gives something else than is meant
    # Words: why the mend is in the help of the finding, and not an edit

and `# finds: CNN102` stands on the line of each finding (nothing else may be found that is an error, and in the fixed one nothing that the
broken one is told).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from cnnlint.analysis import analyze_source
from cnnlint.diagnostics import Diagnostic, Fix
from cnnlint.diagnostics.edits import Lines, applied
from cnnlint.rule_engine import check_file, shipped_rules

HERE = Path(__file__).parent
FRAMEWORKS = ("torch", "keras")
MARK = re.compile(r"#\s*finds:\s*([A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)")
HEADER = re.compile(r"^# (Kind|After|Silent|Words):\s*(.*(?:\n#   .*)*)", re.MULTILINE)
RULES = shipped_rules().rules

Role: TypeAlias = Literal["broken", "fixed", "ok"]
Finding: TypeAlias = tuple[int, str]
"""Line and rule."""


@dataclass(frozen=True)
class Program:
    """One file of the collection."""

    path: Path
    framework: str
    role: Role

    @property
    def name(self) -> str:
        """Without its role."""
        return self.path.stem.rpartition("_")[0]

    @cached_property
    def text(self) -> str:
        """Its source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def header(self) -> dict[str, str]:
        """What its header comment says."""
        return {key.lower(): re.sub(r"\n#\s*", " ", words) for key, words in HEADER.findall(self.text)}

    @cached_property
    def marks(self) -> frozenset[Finding]:
        """What is to be found."""
        lines = enumerate(self.text.splitlines(), 1)
        return frozenset(
            (n, code) for n, line in lines for mark in MARK.findall(line) for code in re.split(r"[\s,]+", mark)
        )

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What cnnlint finds."""
        return findings(self.text, self.path)


def findings(text: str, path: Path) -> tuple[Diagnostic, ...]:
    """What the shipped rules find in a program."""
    return check_file(RULES, analyze_source(text, str(path)), RULES).diagnostics


def programs(framework: str) -> list[Program]:
    """All programs of a framework, in order of their names."""
    return sorted(_programs(framework), key=lambda program: program.path.name)


def _programs(framework: str) -> Iterator[Program]:
    for path in (HERE / framework).glob("*.py"):
        role = path.stem.rpartition("_")[2]
        if role not in ("broken", "fixed", "ok"):
            raise ValueError(f"{path.name} is neither broken, fixed nor ok")
        yield Program(path, framework, role)  # type: ignore[arg-type]


def mends(program: Program) -> list[Fix]:
    """The edits that are proposed for what is to be found, one for each."""
    wanted = {code for _, code in program.marks}
    return [found.fix for found in program.diagnostics if found.rule in wanted and found.fix is not None]


def mended(text: str, fixes: Sequence[Fix]) -> str:
    """The program once these edits have been made."""
    lines = Lines(text)
    return applied(text, [lines.change(edit) for fix in fixes for edit in fix.edits])
