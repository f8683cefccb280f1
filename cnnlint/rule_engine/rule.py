"""A rule as it is evaluated and explained: loaded, typed and compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from cnnlint.diagnostics import Severity
from cnnlint.rule_engine.document import Table
from cnnlint.rule_engine.scope import Run
from cnnlint.rule_engine.template import Template
from cnnlint.rule_engine.types import Value

if TYPE_CHECKING:
    from cnnlint.rule_engine.parameters import Parameter

Status: TypeAlias = Literal["preview", "stable", "deprecated"]
STATUSES: Final[tuple[Status, ...]] = ("preview", "stable", "deprecated")

# Whom a rule speaks to: everybody, or who wants to hear of smells too.
Persona: TypeAlias = Literal["regular", "pedantic"]
PERSONAS: Final[tuple[Persona, ...]] = ("regular", "pedantic")

ForEach: TypeAlias = Literal["model", "layer", "edge", "chain", "loss", "metric", "part", "fact", "file"]
DEFAULT_CATEGORY: Final = "custom"


@dataclass(frozen=True, slots=True)
class Docs:
    """What a rule's page says, in Markdown: what it finds, why that matters, how to mend it, when it is fine, and the sources."""

    what: str = ""
    why: str = ""
    mend: str = ""
    unless: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A program that the rule is tested on. `input` is what `--input` would say; `expect` is part of the message of a bad one."""

    code: str
    input: str = ""
    expect: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Another place worth showing, and the word on it; left out where either is not known."""

    at: Run
    text: Template


@dataclass(frozen=True, slots=True)
class Note:
    """Lines of help, where a condition holds and all their figures are known."""

    text: Template
    when: Run | None = None


@dataclass(frozen=True, slots=True)
class Mend:
    """One way to mend a call, where its condition holds.

    `calls` are the functions, by the last part of their names, that may stand at the place (empty: any). `texts` says what is done, by the keys
    of the rule file: `name` and `value` set an argument, by keyword or at `position`; `value` alone sets the `entry` of a shape; `append`
    puts something behind the argument at `position`, or behind what is called; `before` and `behind` put a layer beside, `rename` calls another
    function, `become` puts another call in place, `hold` puts the list in which it stands into a container, `keyword` gives the keyword
    `name` another name, `first` puts a statement at the head of `__init__`. `unwrap` leaves of the call the argument at that position.
    `factors` are those of a value, `was` what it came to before.
    """

    of: Run
    safe: bool
    description: Template
    texts: Mapping[str, Template]
    calls: tuple[str, ...] = ()
    when: Run | None = None
    position: int | None = None
    entry: Run | None = None
    factors: Run | None = None
    was: Run | None = None
    unwrap: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One layer of a chain: the slot that it is bound to, and its condition."""

    slot: int
    where: Run


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `slots` is how many values its expressions need, `names` which of them the subject's names and `params` go to.

    `only` are the roles of layers, or kinds of facts, that it can be true of; None where any may do. `weight` is the number of parts of
    its expressions, `table` what its file says, for rules that extend it, `untested` why no example can show what it finds.
    """

    id: str
    name: str
    severity: Severity
    category: str
    for_each: ForEach
    message: Template
    docs: Docs
    status: Status = "stable"
    persona: Persona = "regular"
    since: str = ""
    extends: str = ""
    frameworks: tuple[str, ...] = ()
    params: Mapping[str, Value] = field(default_factory=dict)
    declared: Mapping[str, Parameter] = field(default_factory=dict)
    where: Run | None = None
    let: tuple[tuple[int, Run], ...] = ()
    when: Run | None = None
    chain: tuple[Step, ...] = ()
    through: tuple[int, Run] | None = None
    at: Run | None = None
    label: Template | None = None
    labels: tuple[Label, ...] = ()
    note: tuple[Note, ...] = ()
    fix: tuple[Mend, ...] = ()
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    untested: str = ""
    path: str = ""
    table: Table | None = None
    only: frozenset[str] | None = None
    weight: int = 1
    slots: int = 0
    names: Mapping[str, int] = field(default_factory=dict)
