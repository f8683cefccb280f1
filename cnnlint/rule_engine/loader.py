"""Rule files to rules: everything that is wrong with a file is found at once, and given as values."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Final, get_args

from cnnlint.diagnostics import SEVERITIES
from cnnlint.rule_engine.document import Document, Node, Table, Text
from cnnlint.rule_engine.errors import RuleError
from cnnlint.rule_engine.expression import compile_condition, compile_expression
from cnnlint.rule_engine.reader import Reader
from cnnlint.rule_engine.rule import STATUSES, Argument, Docs, Example, ForEach, Label, Note, Rule, Step
from cnnlint.rule_engine.schema import LAYER, PLACES, SCHEMA, SUBJECTS
from cnnlint.rule_engine.scope import Run, Scope
from cnnlint.rule_engine.template import compile_template
from cnnlint.rule_engine.types import BOOL, BROKEN, NUMBER, TEXT, Attribute, Type, Value, list_of

KEYS: Final = (
    "id", "name", "status", "since", "severity", "category", "for_each", "chain", "through", "where", "let", "when", "params",
    "at", "label", "labels", "message", "note", "docs", "fix", "examples",
)  # fmt: skip
_CODE: Final = "[A-Z]{2,10}[0-9]{3,4}"
_NAME: Final = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
_MAX_STEPS: Final = 6
_DOCS: Final = ("what", "why", "mend", "unless", "references")
_FIX: Final = ("safe", "description", "of", "calls", "name", "position", "value")


def read_rule(text: str, path: str) -> tuple[Rule | None, tuple[RuleError, ...]]:
    """The rule that a file's text holds, or all that is wrong with it. Never raises."""
    document = Document(text, path)
    table = document.read()
    with warnings.catch_warnings():  # Python's own advice on literals, which would go to stderr
        warnings.simplefilter("ignore")
        rule = _Loader(document, table).rule(path) if table is not None else None
    errors = tuple(sorted(document.errors, key=lambda error: (error.line, error.column)))
    return (None if errors else rule), errors


def type_of(value: Value) -> Type:
    """The type of a parameter's value."""
    if isinstance(value, tuple):
        return list_of(type_of(value[0]))
    return BOOL if isinstance(value, bool) else TEXT if isinstance(value, str) else NUMBER


class _Loader:
    """Reads one file; the scope grows as names are bound."""

    def __init__(self, document: Document, table: Table) -> None:
        self.document = document
        self.reader = Reader(document, table, KEYS)
        self.for_each: ForEach = self.reader.choice("for_each", get_args(ForEach), "model")
        self.params, fields = self._params()
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
        reader.require("id", "name", "severity", "category", "for_each", "message", "docs")
        through = self._through()
        chain = self._chain()
        where = self._run("where")
        let = self._let()
        when = self._run("when")
        message = reader.template("message", self.scope)
        bad, good = self._examples()
        rule = Rule(
            id=reader.text("id", "", _CODE, "capitals and three or four digits, such as CNN201"),
            name=reader.text("name", "", _NAME, "lower case words with `-` between them"),
            severity=reader.choice("severity", SEVERITIES, "info"),
            category=reader.text("category", "", _NAME, "lower case words with `-` between them"),
            for_each=self.for_each,
            message=message or compile_template("", self.scope),
            docs=self._docs(),
            status=reader.choice("status", STATUSES, "stable"),
            since=reader.text("since", "", r"[0-9]+(\.[0-9]+)*", "a version, such as 0.1.0"),
            params=self.params,
            where=where,
            let=let,
            when=when,
            chain=chain,
            through=through,
            at=self._place("at"),
            label=reader.template("label", self.scope),
            labels=self._labels(),
            note=self._notes(),
            fix=self._fix(),
            bad=bad,
            good=good,
            path=path,
            slots=self.scope.size,
            names={name: slot for name, (slot, _) in self.scope.names.items()},
        )
        return None if message is None else rule

    def _params(self) -> tuple[Mapping[str, Value], Mapping[str, Attribute]]:
        found: dict[str, Value] = {}
        fields: dict[str, Attribute] = {}
        for key, node in self.reader.entries("params"):
            value = self.reader.value(node)
            if not key.value.isidentifier():
                self.document.error(key, "a parameter's name is letters, digits and `_`")
            found[key.value] = value
            fields[key.value] = _parameter(key.value, BROKEN if value is None else type_of(value))
        return found, fields

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

    def _place(self, key: str, reader: Reader | None = None) -> Run | None:
        reader = reader or self.reader
        expression = reader.expression(key, self.scope)
        if expression is None:
            return None
        if expression.type.name not in PLACES:
            words = f"{expression.type} has no place in the file"
            self.document.error(reader.node(key) or reader.table, words, "one of: " + ", ".join(PLACES))
        return expression.run

    def _labels(self) -> tuple[Label, ...]:
        found: list[Label] = []
        for reader in self.reader.tables("labels", ("at", "text"), ("at", "text")):
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
        reader = self.reader.inner(item, "an item of `note`", ("when", "text"))
        text = reader.scalar("text") if reader else None
        if reader is None or text is None:
            return ()
        condition = reader.condition("when", self.scope)
        return self._note(text, condition.run if condition else None)

    def _note(self, text: Text, when: Run | None) -> tuple[Note, ...]:
        template = self.reader.compiled(text, self.scope, compile_template)
        return (Note(template, when),) if template else ()

    def _docs(self) -> Docs:
        node = self.reader.node("docs")
        reader = self.reader.inner(node, "`docs`", _DOCS) if node else None
        if reader is None:
            return Docs("")
        reader.require("what")
        references = tuple(item.value for item in reader.items("references") if isinstance(item, Text))
        what, why, mend, unless = (reader.text(key) for key in _DOCS[:-1])
        return Docs(what, why, mend, unless, references)

    def _fix(self) -> Argument | None:
        node = self.reader.node("fix")
        reader = self.reader.inner(node, "`fix`", _FIX) if node else None
        if reader is None:
            return None
        reader.require("safe", "description", "of", "calls", "name", "value")
        name = reader.template("name", self.scope)
        calls = tuple(item.value for item in reader.items("calls") if isinstance(item, Text))
        of, safe, position = self._place("of", reader), reader.truth("safe"), reader.whole_number("position")
        value, description = reader.template("value", self.scope), reader.template("description", self.scope)
        if of is None or name is None or value is None or description is None or safe is None:
            return None
        return Argument(of, calls, name, position, value, safe, description)

    def _examples(self) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
        node = self.reader.node("examples")
        reader = self.reader.inner(node, "`examples`", ("bad", "good")) if node else None
        if reader is None:
            return (), ()
        bad = tuple(
            Example(_code(item), item.text("input"), item.text("expect"))
            for item in reader.tables("bad", ("code", "input", "expect"), ("code",))
        )
        good = tuple(
            Example(_code(item), item.text("input")) for item in reader.tables("good", ("code", "input"), ("code",))
        )
        return bad, good


def _code(reader: Reader) -> str:
    return reader.text("code") + "\n"


def _parameter(name: str, type_: Type) -> Attribute:
    return Attribute(type_, lambda params: params[name])
