"""What is wrong with a rule file: a value that says where, never an exception."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleError:
    """One fault of a rule file: line and column are 1-based, `source` is the line, `length` how far the fault goes along it."""

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    source: str = ""
    length: int = 1

    def __str__(self) -> str:
        """The fault as people read it, with a caret under it."""
        head = f"{self.path}:{self.line}:{self.column}: {self.message}"
        if not self.source.strip():
            return f"{head}\n  = {self.hint}" if self.hint else head
        gutter = str(self.line)
        room = max(len(self.source) - self.column + 1, 1)
        carets = " " * (self.column - 1) + "^" * min(max(self.length, 1), room)
        lines = (head, f"{gutter} | {self.source}", f"{' ' * len(gutter)} | {carets} {self.hint}".rstrip())
        return "\n".join(lines)
