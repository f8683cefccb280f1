"""What the words of an edit ask for, read as a person would."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Action:
    """One thing to do: arguments of a layer, a layer put behind something, or averaging in place of flattening."""

    what: Literal["given", "after", "average"]
    name: str
    text: str


def actions(words: str) -> list[Action]:
    """The actions of an edit. `text` are arguments, or the layer to put there."""
    if match := re.fullmatch(r"(MaxPool\w+\(2\)) after (.+)", words):
        return [Action("after", name, match[1]) for name in re.split(r", | and ", match[2])]
    if match := re.fullmatch(r"one more (\w+\(.*\))(?: with (\w+))? after (.+)", words):
        return [Action("after", match[3], match[1] + (f" {match[2]}" if match[2] else ""))]
    if match := re.fullmatch(r"(\w+Pool\w+\(1?\)) (?:before|in place of) (.+)", words):
        return [Action("average", match[2], match[1])]
    if match := re.fullmatch(r"(dilation\w*)=(.+)", words):
        return [_dilated(match[1], part) for part in re.split(r", (?=\d+ on)", match[2])]
    match = re.fullmatch(r"(.+) on (.+)", words)
    assert match is not None, words
    return [Action("given", match[2], match[1])]


def _dilated(argument: str, words: str) -> Action:
    match = re.fullmatch(r"(\d+) on (.+?)(?: \((padding=.+)\))?", words)
    assert match is not None, words
    return Action("given", match[2], f"{argument}={match[1]}" + (f", {match[3]}" if match[3] else ""))


def widths(notes: tuple[str, ...]) -> dict[str, int]:
    """The layers that a note says to build for another number of features."""
    found = [re.fullmatch(r"(?:\w+ )?(\S+) takes ([\d,]+) features", note) for note in notes]
    return {match[1]: int(match[2].replace(",", "")) for match in found if match}
