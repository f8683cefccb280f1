"""Rule files to rules: everything that is wrong with a file is found at once, and given as values."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final, get_args

from cnnlint.diagnostics import SEVERITIES
from cnnlint.rule_engine.document import Document, Node, Table, Text
from cnnlint.rule_engine.errors import RuleError
from cnnlint.rule_engine.expression import compile_condition, compile_expression
from cnnlint.rule_engine.inheritance import merged
from cnnlint.rule_engine.keys import NOTE, RULE
from cnnlint.rule_engine.narrowing import narrowed
from cnnlint.rule_engine.parameters import Parameter, read_params
from cnnlint.rule_engine.reader import Reader
from cnnlint.rule_engine.rule import (
    DEFAULT_CATEGORY,
    PERSONAS,
    STATUSES,
    Docs,
    Example,
    ForEach,
    Label,
    Mend,
    Note,
    Rule,
    Step,
)
from cnnlint.rule_engine.schema import LAYER, PLACES, SCHEMA, SUBJECTS, VERSION
from cnnlint.rule_engine.scope import Run, Scope
from cnnlint.rule_engine.template import compile_template
from cnnlint.rule_engine.types import BROKEN, Attribute, Type

_MAX_STEPS: Final = 6
_WAYS: Final[tuple[str, ...]] = ("append", "before", "behind", "rename", "become", "hold", "keyword", "first")
# What decides whether a rule can speak of a subject at all: the field, by what it is evaluated for.
_NARROWED: Final[Mapping[ForEach, str]] = {"layer": "layer.role", "edge": "source.role", "fact": "fact.kind"}


def read_rule(text: str, path: str, known: Iterable[Rule] = ()) -> tuple[Rule | None, tuple[RuleError, ...]]:
    """The rule that a file's text holds, or all that is wrong with it. Never raises. It may extend one of those `known`."""
    draft, rules = Draft(text, path), list(known)
    return draft.rule(lambda word: next((rule for rule in rules if word in (rule.id, rule.name)), None))


class Draft:
    """A rule file that is read as YAML and not yet as a rule; `fault` says why there is no text."""

    def __init__(self, text: str, path: str, fault: str = "") -> None:
        self.path = path
        self.document = Document(text, path)
        if fault:
            self.document.error_at(0, 0, fault)
        self.table = None if fault else self.document.read()

    def is_called(self, word: str) -> bool:
        """Whether a word is its code or name."""
        entries = self.table.entries if self.table else {}
        return any(
            isinstance(node, Text) and node.value == word for key, (_, node) in entries.items() if key in ("id", "name")
        )

    def rule(self, find: Callable[[str], Rule | None]) -> tuple[Rule | None, tuple[RuleError, ...]]:
        """The rule, or all that is wrong with it; `find` gives the rule that it extends."""
        rule, table = None, self.table
        parent = self._parent(find) if table else None
        if table is not None and (parent or "extends" not in table.entries):
            if parent and parent.table:
                table = merged(table, parent.table, self.document)
            with warnings.catch_warnings():  # Python's own advice on literals, which would go to stderr
                warnings.simplefilter("ignore")
                rule = _Loader(self.document, table, parent).rule(self.path)
        errors = tuple(sorted(self.document.errors, key=lambda error: (error.line, error.column)))
        return (None if errors else rule), errors

    def _parent(self, find: Callable[[str], Rule | None]) -> Rule | None:
        found = self.table.entries.get("extends") if self.table else None
        if found is None:
            return None
        word = found[1].value if isinstance(found[1], Text) else ""
        parent = find(word)
        if parent is None:
            self.document.error(found[1], f"no rule that could be extended is called `{word[:40]}`")
        return parent


class _Loader:
    """Reads one file; the scope grows as names are bound."""

    def __init__(self, document: Document, table: Table, parent: Rule | None) -> None:
        self.document = document
        self.table = table
        self.parent = parent
        self.reader = Reader(document, table, RULE)
        self.for_each: ForEach = self.reader.choice("for_each", get_args(ForEach), "model")
        found = list(read_params(self.reader, parent.declared if parent else {}))
        self.params = {name: value for name, value, _ in found}
        self.declared: dict[str, Parameter] = {name: declared for name, _, declared in found if declared}
        fields = {name: _field(name, declared.type if declared else BROKEN) for name, _, declared in found}
        is_table = not self.reader.node("params") or isinstance(self.reader.node("params"), Table)
        self.scope = Scope({**SCHEMA, "params": fields}).bind("params", Type("params") if is_table else BROKEN)
        for name, type_ in self._subjects().items():
            self.scope = self.scope.bind(name, type_)

    def _subjects(self) -> Mapping[str, Type]:
        if not self.document.errors or self.reader.text("for_each") in SUBJECTS:
            return SUBJECTS[self.for_each]
        return {name: BROKEN for names in SUBJECTS.values() for name in names}

    def rule(self, path: str) -> Rule | None:
        """The rule; None where it cannot be made, with errors noted."""
        reader = self.reader
        self._check_version()
        through = self._through()
        chain = self._chain()
        where = self._run("where")
        let = self._let()
        when = self._run("when")
        message = reader.template("message", self.scope)
        bad, good, untested = self._examples()
        rule = Rule(
            id=reader.text("id"),
            name=reader.text("name"),
            severity=reader.choice("severity", SEVERITIES, "info"),
            category=reader.text("category", DEFAULT_CATEGORY),
            for_each=self.for_each,
            message=message or compile_template("", self.scope),
            docs=self._docs(),
            status=reader.choice("status", STATUSES, "stable"),
            persona=reader.choice("persona", PERSONAS, "regular"),
            since=reader.text("since"),
            extends=self.parent.id if self.parent else "",
            frameworks=reader.texts("frameworks"),
            params=self.params,
            declared=self.declared,
            where=where,
            let=let,
            when=when,
            chain=chain,
            through=through,
            at=self._place("at"),
            label=reader.template("label", self.scope),
            labels=self._labels(),
            note=self._notes(),
            fix=tuple(mend for reader in self.reader.one_or_more("fix") if (mend := self._fix(reader))),
            bad=bad,
            good=good,
            untested=untested,
            path=path,
            table=self.table,
            slots=self.scope.size,
            names={name: slot for name, (slot, _) in self.scope.names.items()},
        )
        if self.document.errors:
            return None
        return replace(rule, only=self._only(), weight=1 + self.scope.parts, slots=self.scope.size)

    def _check_version(self) -> None:
        version = self.reader.whole_number("schema")
        if version is not None and version > VERSION:
            words = f"this rule is written for version {version} of what rules may ask for, and version {VERSION} is known here"
            self.document.error(self.reader.key("schema"), words, "a newer cnnlint reads it")

    def _only(self) -> frozenset[str] | None:
        """The roles or kinds that the rule can be true of."""
        texts = [node.value for key in ("where", "when") if (node := self.reader.scalar(key))]
        field = _NARROWED.get(self.for_each)
        if self.for_each == "chain":
            key, first = next(self.reader.entries("chain"))
            texts, field = [first.value] if isinstance(first, Text) else [], f"{key.value}.role"
        return narrowed(texts, field) if field else None

    def _run(self, key: str) -> Run | None:
        condition = self.reader.condition(key, self.scope)
        return condition.run if condition else None

    def _bind(self, key: Text, type_: Type) -> int:
        if key.value in self.scope.names:
            self.document.error(key, f"`{key.value}` means something already", "take another name")
            return self.scope.slot(key.value)
        if not key.value.isidentifier() or key.value.startswith("_"):
            self.document.error(key, "a name is letters, digits and `_`")
        self.scope = self.scope.bind(key.value, type_)
        return self.scope.slot(key.value)

    def _through(self) -> tuple[int, Run] | None:
        if self.for_each != "chain":
            return None
        scope = self.scope.bind("layer", LAYER)
        condition = self.reader.condition("through", scope)
        return (scope.slot("layer"), condition.run) if condition else None

    def _chain(self) -> tuple[Step, ...]:
        if self.for_each != "chain":
            for word in ("chain", "through"):
                if self.reader.node(word) is not None:
                    self.document.error(self.reader.key(word), f"`{word}` goes with `for_each: chain`")
            return ()
        steps: list[Step] = []
        entries = list(self.reader.entries("chain"))
        for key, node in entries:
            slot = self._bind(key, LAYER)
            condition = self.reader.compiled(node, self.scope, compile_condition)
            if condition:
                steps.append(Step(slot, condition.run))
        if not 2 <= len(entries) <= _MAX_STEPS:
            self.document.error(
                self.reader.key("chain"), f"a chain is a table of 2 to {_MAX_STEPS} lines `name: condition`"
            )
        return tuple(steps)

    def _let(self) -> tuple[tuple[int, Run], ...]:
        bound: list[tuple[int, Run]] = []
        for key, node in self.reader.entries("let"):
            expression = self.reader.compiled(node, self.scope, compile_expression)
            slot = self._bind(key, expression.type if expression else BROKEN)
            if expression:
                bound.append((slot, expression.run))
        return tuple(bound)

    def _place(self, key: str, reader: Reader | None = None, *, several: bool = False) -> Run | None:
        """What something is at; `several`: a list of such too."""
        reader = reader or self.reader
        expression = reader.expression(key, self.scope)
        if expression is None:
            return None
        type_ = (expression.type.item if several else None) or expression.type
        if type_.name not in PLACES:
            words = f"{expression.type} has no place in the file"
            self.document.error(reader.node(key) or reader.table, words, "one of: " + ", ".join(PLACES))
        return expression.run

    def _labels(self) -> tuple[Label, ...]:
        found: list[Label] = []
        for reader in self.reader.tables("labels"):
            at, text = self._place("at", reader), reader.template("text", self.scope)
            if at and text:
                found.append(Label(at, text))
        return tuple(found)

    def _notes(self) -> tuple[Note, ...]:
        node = self.reader.node("note")
        if node is None:
            return ()
        if isinstance(node, Text):
            return self._note(node, None)
        return tuple(note for item in self.reader.items("note") for note in self._item_note(item))

    def _item_note(self, item: Node) -> tuple[Note, ...]:
        if isinstance(item, Text):
            return self._note(item, None)
        reader = self.reader.reader_of(item, "an item of `note`", NOTE)
        text = reader.scalar("text") if reader else None
        if reader is None or text is None:
            return ()
        condition = reader.condition("when", self.scope)
        return self._note(text, condition.run if condition else None)

    def _note(self, text: Text, when: Run | None) -> tuple[Note, ...]:
        template = self.reader.compiled(text, self.scope, compile_template)
        return (Note(template, when),) if template else ()

    def _docs(self) -> Docs:
        reader = self.reader.inner("docs")
        if reader is None:
            return Docs()
        what, why, mend, unless = (reader.text(key) for key in ("what", "why", "mend", "unless"))
        return Docs(what, why, mend, unless, reader.texts("references"))

    def _fix(self, reader: Reader) -> Mend | None:
        when = reader.condition("when", self.scope)
        of, safe, position = (
            self._place("of", reader, several=True),
            reader.truth("safe"),
            reader.whole_number("position"),
        )
        runs = {key: reader.expression(key, self.scope) for key in ("entry", "factors", "was")}
        texts = {key: reader.template(key, self.scope) for key in ("name", "value", *_WAYS) if reader.node(key)}
        known = {key: text for key, text in texts.items() if text is not None}
        description = reader.template("description", self.scope)
        ways = [key for key in _WAYS if key in texts]
        if "value" in texts and ("name" in texts) != (reader.node("entry") is not None):
            ways.append("value")
        unwrap = reader.whole_number("unwrap")
        if len(ways) + (unwrap is not None) != 1:
            words = "a fix has one of `name` and `value`, `entry` and `value`, `unwrap`, " + ", ".join(
                f"`{key}`" for key in _WAYS
            )
            self.document.error(reader.table, words)
        if of is None or safe is None or description is None or len(known) != len(texts):
            return None
        entry, factors, was = (found.run if found else None for found in runs.values())
        calls = reader.texts("calls")
        return Mend(
            of, safe, description, known, calls, when.run if when else None, position, entry, factors, was, unwrap
        )

    def _examples(self) -> tuple[tuple[Example, ...], tuple[Example, ...], str]:
        reader = self.reader.inner("examples")
        if reader is None:
            return (), (), ""
        bad = tuple(Example(_code(item), item.text("input"), item.text("expect")) for item in reader.tables("bad"))
        good = tuple(Example(_code(item), item.text("input")) for item in reader.tables("good"))
        return bad, good, reader.text("none")


def _code(reader: Reader) -> str:
    return reader.text("code") + "\n"


def _field(name: str, type_: Type) -> Attribute:
    return Attribute(type_, lambda params: params[name])
