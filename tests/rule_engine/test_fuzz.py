"""Whatever stands in a rule file, nothing but rule errors ever comes out; and what is a rule is evaluated without an exception."""

from __future__ import annotations

import random
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cnnlint.rule_engine import Rule, read_rule, shipped_rules
from cnnlint.rule_engine.evaluation import evaluated
from cnnlint.rule_engine.functions import FUNCTIONS
from cnnlint.rule_engine.keys import RULE
from cnnlint.rule_engine.schema import SCHEMA, SUBJECTS
from cnnlint.symbolic import symbol
from support.nets import Net, fact, residual, with_facts

RULES = shipped_rules().rules
SHIPPED = [Path(rule.path).read_text(encoding="utf-8") for rule in RULES]
FILES = [
    residual(2).file(),
    Net(28, 28, 1, framework="keras")
    .conv(32)
    .pool()
    .flatten()
    .dense(10, activation="softmax")
    .loss("mine", None)
    .file(),
    Net(symbol("H"), symbol("W"), 3)
    .conv(symbol("C"))
    .conv(8, 3, 2)
    .relu()
    .up(4)
    .global_pool()
    .dense(symbol("K"))
    .file(),
    with_facts(fact("channel-mismatch", expected=64, actual=symbol("C")), fact("python-error")),
]
WORK = 50_000


def outcome(text: str) -> Rule | None:
    """The rule of a text; its errors are in order and it runs."""
    rule, errors = read_rule(text, "rule.yaml", RULES)
    assert (rule is None) == bool(errors)
    for error in errors:
        assert str(error)
        assert error.message
        assert 1 <= error.line <= len(text.splitlines()) + 1
        assert error.column >= 1
    if rule is not None:
        for file in FILES:
            evaluated([rule], file, WORK)
    return rule


# A grammar of expressions, well typed or not, with a few words that are none of the language.
NAMES = sorted(
    {name for names in SUBJECTS.values() for name in names} | {"x", "params", "known", "True", "f", "__import__", "λ"}
)
FIELDS = sorted({field for fields in SCHEMA.values() for field in fields} | {"most", "nonsense", "__class__"})
LEAVES = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(["0", "1", "-3", "0.25", "1e400", "1e-9", "1j", "...", "None", "''", "'conv'", "b'x'", "f'{x}'", "[]", "9" * 400]),
    st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3)).map(lambda t: ".".join((t[0], *t[1]))),
)  # fmt: skip
OPERATORS = [
    *"+-*/%<>@|&^",
    "//",
    "**",
    "<<",
    "==",
    "!=",
    "<=",
    ">=",
    " in ",
    " not in ",
    " is ",
    " and ",
    " or ",
    ":=",
    ",",
]
CALLS = [*FUNCTIONS, "print", "eval", "lambda"]


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, st.sampled_from(OPERATORS), inner).map(lambda t: f"({t[0]}{t[1]}{t[2]})"),
        inner.map(lambda one: f"not {one}"),
        inner.map(lambda one: f"-({one})"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
        st.tuples(inner, inner).map(lambda t: f"{t[0]}[{t[1]}]"),
        st.tuples(inner, inner).map(lambda t: f"{t[0]}[{t[1]}:]"),
        st.tuples(st.sampled_from(CALLS), inner).map(lambda t: f"{t[0]}({t[1]})"),
        st.tuples(st.sampled_from(CALLS), inner, inner, inner).map(
            lambda t: f"{t[0]}({t[1]} for x in {t[2]} if {t[3]})"
        ),
        st.tuples(st.sampled_from(CALLS), inner).map(lambda t: f"{t[0]}({t[1]} for x in model.layers)"),
        st.tuples(inner, st.sampled_from(FIELDS)).map(".".join),
    )


EXPRESSIONS = st.recursive(LEAVES, _larger, max_leaves=8)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@given(st.sampled_from(sorted(SUBJECTS)), EXPRESSIONS, EXPRESSIONS, EXPRESSIONS)
def test_any_expression_is_typed_and_evaluated_or_refused(for_each: str, when: str, let: str, shown: str) -> None:
    outcome(
        f"id: OUR001\nname: ours\nseverity: info\nfor_each: {for_each}\nparams: {{most: 3}}\n"
        f"let:\n  found: {_quoted(let)}\nwhen: {_quoted(when)}\nmessage: {_quoted('{' + shown + '}')}\n"
    )


LISTS = [
    "layer.kernel", "layer.output_shape", "layer.receptive_field.size", "layer.receptive_field.effective", "layer.step", "layer.scale",
    "model.input.size", "layer.receptive_field.coverages", "layer.receptive_field.start",
]  # fmt: skip
NUMBERS = [
    "layer.parameters", "layer.receptive_field.coverage", "model.macs", "layer.rate", "layer.channels", "0", "7", "0.1", "1e300", "1e-300",
    *(f"{one}[0]" for one in LISTS), *(f"{fold}({one})" for one in LISTS for fold in ("min", "max", "sum", "product", "len")),
    "sum(x.parameters for x in model.layers if x.role == 'conv')", "max(x.channels for x in layer.consumers)",
]  # fmt: skip
ARITHMETIC = st.recursive(
    st.sampled_from(NUMBERS),
    lambda inner: st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), inner).map(
        lambda t: f"({t[0]} {t[1]} {t[2]})"
    ),
    max_leaves=6,
)


@given(ARITHMETIC | st.sampled_from(LISTS), st.sampled_from(["<", "<=", "==", "!=", ">"]), ARITHMETIC)
def test_figures_of_every_kind_are_compared_and_printed(left: str, operator: str, right: str) -> None:
    when = f"{left} {operator} {right} or layer.index is known"
    outcome(
        f"id: OUR001\nname: ours\nseverity: info\nfor_each: layer\nwhen: {when}\nmessage: '{{{left}}} {{{right}:.2f}} {{{left}:si}}'\n"
    )


SCALARS = st.one_of(
    st.text(alphabet="ab {}'\":#-\n\t[]&*!|>%@`é", max_size=12),
    st.sampled_from(["layer", "chain", "CNN201", "OUR001", "true", "null", "1", "0.5", "1e999", "layer.bias", "{layer.kernel:.2f}", "2020-01-01"]),
    st.integers(-9, 9).map(str),
)  # fmt: skip
KEYS = st.sampled_from([*RULE, "when", "text", "at", "code", "default", "min", "what", "nonsense"])
NODES = st.recursive(
    SCALARS.map(_quoted) | SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(KEYS, inner, max_size=4).map(
            lambda table: f"{{{', '.join(f'{k}: {v}' for k, v in table.items())}}}"
        ),
    ),
    max_leaves=8,
)


BASE = {
    "id": "OUR001",
    "name": "ours",
    "severity": "info",
    "for_each": "layer",
    "when": "layer.bias",
    "message": "found",
}


@given(st.dictionaries(st.sampled_from(list(RULE)), NODES, max_size=5), st.booleans())
def test_any_table_of_the_known_keys_is_a_rule_or_refused(table: dict[str, str], whole: bool) -> None:
    entries = {**BASE, **table} if whole else table
    outcome("".join(f"{key}: {value}\n" for key, value in entries.items()))


@given(st.sampled_from(SHIPPED), st.integers(0, 2**32), st.integers(1, 4))
def test_a_shipped_rule_with_words_taken_from_others_is_a_rule_or_refused(text: str, seed: int, times: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    others = re.findall(r"[\w.]+|[^\w\s]", chance.choice(SHIPPED))
    for _ in range(times):
        spans = [found.span() for found in re.finditer(r"[\w.]+|[^\w\s]", text.split("docs:")[0])]
        start, end = chance.choice(spans)
        text = text[:start] + chance.choice(others) + text[end:]
    outcome(text)
