"""Placeholders and how values are printed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlint import symbolic
from cnnlint.rule_engine.printing import is_format, show
from cnnlint.rule_engine.schema import LAYER, MODEL, SCHEMA
from cnnlint.rule_engine.scope import Refusal, Scope, Work
from cnnlint.rule_engine.template import MAX_LENGTH, compile_template
from cnnlint.rule_engine.types import BOOL, NUMBER, SHAPE, SIZES, TEXT, Type, list_of
from cnnlint.rule_engine.views import FileView
from cnnlint.symbolic import symbol
from support.nets import Net

H, N = symbol("H"), symbol("N")


def fresh() -> Scope:
    """What the expressions of one rule see."""
    return Scope(SCHEMA).bind("model", MODEL).bind("layer", LAYER)


NET = Net(28, 28, 1).conv(32).pool().dense(10)


@pytest.mark.parametrize(
    ("value", "type_", "spec", "text"),
    [
        (7, NUMBER, "", "7"), (18496, NUMBER, ",", "18,496"), (18496, NUMBER, "", "18496"), (Fraction(14, 2), NUMBER, "", "7"),
        (Fraction(1, 4), NUMBER, ".0%", "25 %"), (Fraction(1, 3), NUMBER, ".1%", "33.3 %"), (Fraction(1, 3), NUMBER, "", "0.333"),
        (0.5, NUMBER, "", "0.5"), (10.44, NUMBER, ".1f", "10.4"), (H, NUMBER, "", "H"), (symbolic.ratio(H, 2), NUMBER, ".0%", "H/2"),
        (195_000, NUMBER, "si", "195 k"), (10_600_000, NUMBER, "si", "10.6 M"), (320, NUMBER, "si", "320"), (10**400, NUMBER, ".1f", "a huge number"),
        (float("inf"), NUMBER, "", "inf"),
        ((7, 7), SIZES, "", "7×7"), ((H, 8), SIZES, "", "H×8"), ((5,), SIZES, "", "5"), ((Fraction(1, 2), 1), SIZES, ".1f", "0.5×1.0"),
        ((N, 3, 28, 28), SHAPE, "", "(N, 3, 28, 28)"), ((5,), SHAPE, "", "(5,)"), ((), SHAPE, "", "()"),
        ((1, 2), list_of(NUMBER), "", "1, 2"), (("a", "b"), list_of(TEXT), "", "a, b"), (True, BOOL, "", "yes"), (False, BOOL, "", "no"),
        ("word", TEXT, "", "word"),
    ],
)  # fmt: skip
def test_show(value: Any, type_: Type, spec: str, text: str) -> None:
    assert show(value, type_, spec) == text


@given(
    st.one_of(st.integers(), st.fractions(), st.floats(), st.just(H)),
    st.sampled_from(["", ",", ".0%", ".2f", ",.1f", ".3g", "si"]),
)
def test_any_number_is_shown(value: Any, spec: str) -> None:
    assert is_format(spec)
    assert show(value, NUMBER, spec)


@pytest.mark.parametrize("spec", [">10", "100", ".10f", "d", "x", "s", "%", ".2", "", ",", ".9g"])
def test_formats_cannot_make_long_texts(spec: str) -> None:
    assert is_format(spec) == (spec in ("%", ".2", "", ",", ".9g"))


def render(text: str) -> tuple[str | None, str]:
    model = FileView(NET.file()).models[0]
    template = compile_template(text, fresh())
    slots = [None, model, model.layers[0], None]
    return template.render(slots), template.render_anyway(slots)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no braces", "no braces"),
        ("{{layer}} {layer.name}", "{layer} conv0"),
        ("{layer.kernel} of {model.input.size}", "3×3 of 28×28"),
        ("{layer.output_shape[1:]}", "(26, 26, 32)"),
        ("{layer.parameters:,}|{layer.parameters / model.parameters:.0%}", "320|49 %"),
        ('{"a:b" if layer.bias else "}"}', "a:b"),
        ("{layer.name}{layer.name}", "conv0conv0"),
        ("{layer}", "conv0"),
        ("{model.layers}", "conv0, pool0, dense0"),
    ],
)
def test_render(text: str, expected: str) -> None:
    assert render(text) == (expected, expected)


def test_what_is_not_known() -> None:
    assert render("rate {layer.rate}!") == (None, "rate ?!")
    assert render("{layer.kernel[5]} {layer.name}") == (None, "? conv0")


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("a {layer.nam}", 9, "`nam` is not a field"),
        ("a {layer.name", 2, "a `{` without its `}`"),
        ("a } b", 2, "a `}` without its `{`"),
        ("a {}", 3, "an expression is missing"),
        ("a {layer.name:,}", 14, "a format is for numbers"),
        ("a {layer.index:>9}", 15, "`>9` is no format"),
        ("a {layer.receptive_field}", 3, "field cannot be printed"),
        ("a {model.final[0]}", 3, "layer cannot be indexed"),
        ("x" * (MAX_LENGTH + 1), 0, "a text of more than"),
    ],
)
def test_refusals(text: str, offset: int, message: str) -> None:
    with pytest.raises(Refusal) as refused:
        compile_template(text, fresh())
    assert message in refused.value.message
    assert refused.value.offset == offset


@given(st.text(alphabet="{}ab:.,()[]'\"layernmkti% 0123", max_size=40))
def test_any_text_is_a_template_or_refused(text: str) -> None:
    try:
        scope = fresh()
        template = compile_template(text, scope)
    except Refusal as refused:
        point = refused.offset
    else:
        model = FileView(NET.file()).models[0]
        template.render_anyway([Work(1_000_000), model, model.layers[0], *[None] * scope.size])
        point = 0
    assert 0 <= point <= len(text)
