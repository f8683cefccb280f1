"""The condition language: what it evaluates to, what it refuses, and where the caret stands."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlint.rule_engine.expression import MAX_LENGTH, compile_condition, compile_expression
from cnnlint.rule_engine.schema import LAYER, MODEL, SCHEMA
from cnnlint.rule_engine.scope import Refusal, Scope, Work
from cnnlint.rule_engine.types import UNKNOWN, Attribute, Type, list_of
from cnnlint.rule_engine.views import FileView
from support.nets import Net


def fresh() -> Scope:
    """What the expressions of one rule see."""
    return Scope(SCHEMA).bind("model", MODEL).bind("layer", LAYER)


NET = Net(28, 28, 1).conv(32).pool().conv(64).relu().flatten().dense(10, activation="softmax")


def value_of(text: str, net: Net = NET, layer: int = 0) -> Any:
    model = FileView(net.file()).models[0]
    scope = fresh()
    compiled = compile_expression(text, scope)
    return compiled.run([Work(1_000_000), model, model.layers[layer], *[UNKNOWN] * scope.size])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("7 / 28 == 0.25", True),
        ("0.1 + 0.2 == 0.3", True),  # numbers are exact
        ("-layer.parameters", -320),
        ("7 // 2 + 7 % 2", 4),
        ("1 / 0", UNKNOWN),
        ("1 < 2 < 3 and not 1 < 3 < 2", True),
        ('layer.role == "conv"', True),
        ('layer.role in ("pool", "conv")', True),
        ('layer.role not in ("pool", "dense")', True),
        ('"onv" in layer.name', True),
        ("layer.kernel == 3", True),
        ("layer.kernel == (3, 3)", True),
        ("layer.kernel != (3, 5)", True),
        ("layer.kernel == (3, 3, 3)", False),
        ("layer.kernel > 1", True),
        ("layer.kernel[0] * layer.kernel[-1]", 9),
        ("layer.kernel[2]", UNKNOWN),
        ("layer.output_shape[1:]", (26, 26, 32)),
        ("layer.rate", UNKNOWN),
        ("layer.rate > 0.5", UNKNOWN),
        ("layer.rate > 0.5 or true", True),
        ("layer.rate > 0.5 and false", False),
        ("layer.rate is known", False),
        ("layer.rate is unknown", True),
        ("layer.rate is not known", True),
        ("layer.kernel is known and layer.bias", True),
        ('layer.name if layer.bias else "none"', "conv0"),
        ("1 if layer.rate > 1 else 2", UNKNOWN),
        ("len(model.layers)", 6),
        ('count(x.role == "conv" for x in model.layers)', 2),
        ('sum(x.parameters for x in model.layers if x.role == "conv")', 320 + 18496),
        ("max(1, 5, 3) - min(1, 5, 3)", 4),
        ("product(layer.size)", 26 * 26),
        ("min(layer.kernel)", 3),
        ("any(x.rate > 0 for x in model.layers)", UNKNOWN),
        ("all(x.parameters >= 0 for x in model.layers)", True),
        ("any(x.rate > 0 or x.index == 1 for x in model.layers)", True),
        ("all(x.rate > 0 and x.index != 1 for x in model.layers)", False),
        ('first(x for x in model.layers if x.role == "pool").name', "pool0"),
        ('first(x for x in model.layers if x.role == "attention").name', UNKNOWN),
        ("first(x for x in model.layers if x.rate > 0).name", UNKNOWN),
        ("len(x for x in model.layers if x.rate > 0)", UNKNOWN),
        ("sum(x.rate for x in model.layers)", UNKNOWN),
        ("any(any(y.index > x.index for y in x.consumers) for x in model.layers)", True),
        ("layer == model.layers[0] and layer != model.layers[1]", True),
        ("model.final.name", "conv1"),
        ("model.final.receptive_field.coverage", Fraction(8, 28)),
        ("model.final.receptive_field.size == 8 and model.final.step == 2", True),
        ("model.layers[5].receptive_field.is_global", True),
        ("model.layers[5].receptive_field.coverage", UNKNOWN),
        ("model.task", "classification"),
        ("model.input.size == 28 and model.input.channels == 1", True),
        ("layer.input_field.size == 1", UNKNOWN),  # it reads the input, which no layer has made
        ("model.layers[2].input_field.size == 4", True),
        ("layer.consumers[0].name", "pool0"),
    ],
)  # fmt: skip
def test_values(text: str, expected: Any) -> None:
    result = value_of(text)
    assert result is expected if isinstance(expected, bool) or expected is UNKNOWN else result == expected


def refusal_of(text: str) -> Refusal | None:
    try:
        compile_expression(text, fresh())
    except Refusal as refused:
        return refused
    return None


def refusal(text: str, condition: bool = False) -> Refusal:
    with pytest.raises(Refusal) as caught:
        (compile_condition if condition else compile_expression)(text, fresh())
    return caught.value


@pytest.mark.parametrize(
    ("text", "under", "message", "hint"),
    [
        ("model.fina.name", "fina", "`fina` is not a field of model", "did you mean `final`?"),
        ("modle.final", "modle", "`modle` is not defined", "did you mean `model`?"),
        ("layer.kernel.size", "layer.kernel.size", "is sizes and has no fields", "about its items"),
        ('layer.role == "covn"', '"covn"', "none of the values", "did you mean `conv`?"),
        ('"covn" != layer.role', '"covn"', "none of the values", "did you mean `conv`?"),
        ('layer.role in ("conv", "dens")', '("conv", "dens")', '"dens" is none of the values', "did you mean `dense`?"),
        ('1 < "a"', '"a"', "number and text have no order", ""),
        ("layer.name == 1", "1", "text and number are not compared", ""),
        ("layer.name in 3", "3", "text is never in number", ""),
        ("layer.bias + 1", "layer.bias", "a number is needed here, and this is bool", ""),
        ("layer.parameters and layer.bias", "layer.parameters", "a condition is needed here", ""),
        ("not layer.name", "layer.name", "a condition is needed here", ""),
        ("-layer.name", "-layer.name", "only a number can be negated", ""),
        ("ayn(x.bias for x in model.layers)", "ayn", "is not a function", "did you mean `any`?"),
        ("any(x.name for x in model.layers)", "x.name", "`any` takes conditions", ""),
        ("len(3)", "3", "not number", ""),
        ("len()", "len()", "`len` takes", ""),
        ("len(model.layers, model.layers)", "len(model.layers, model.layers)", "`len` takes", ""),
        ("max(1, key=2)", "max(1, key=2)", "`max` takes", ""),
        ("any(x.bias for x in model.layers for y in x.consumers)", "(x.bias for x in model.layers", "one `for`", ""),
        ("any(layer.bias for layer in model.layers)", "layer", "means something already", "another name"),
        ("any(x.bias for x in layer.parameters)", "layer.parameters", "number is not a list", ""),
        ("layer.parameters[0]", "layer.parameters[0]", "number cannot be indexed", ""),
        ("layer.kernel[layer.name]", "layer.name", "an index is a number", ""),
        ("layer.kernel[::2]", "2", "two whole numbers", ""),
        ("layer.kernel[:layer.index]", "layer.index", "two whole numbers", ""),
        ("layer.rate is 3", "3", "`known` or `unknown`", "=="),
        ("1 if layer.bias else layer.name", "1 if layer.bias else layer.name", "one side of `if` is number", ""),
        ("layer.index ** 2", "layer.index ** 2", "not part of the condition language", ""),
        ("layer.index @ 2", "layer.index @ 2", "not part of the condition language", ""),
        ("lambda: 1", "lambda: 1", "not part of the condition language", ""),
        ("[x for x in model.layers]", "[x for x in model.layers]", "not part of the condition language", ""),
        ("{1: 2}", "{1: 2}", "not part of the condition language", ""),
        ("layer.name.upper()", "layer.name.upper", "is not a function", ""),
        ('f"{layer.name}"', 'f"{layer.name}"', "not part of the condition language", ""),
        ("(x := 1)", "x := 1", "not part of the condition language", ""),
        ("None", "None", "not part of the condition language", ""),
        ('b"x"', 'b"x"', "not part of the condition language", ""),
        ("1j", "1j", "not part of the condition language", ""),
        ("1e999", "1e999", "not part of the condition language", ""),
        ("[]", "[]", "an empty list", ""),
        ('[1, "a"]', '"a"', "items of a list are of one type", ""),
        ("layer.__class__", "__class__", "is not a field", ""),
        ('__import__("os")', "__import__", "is not a function", ""),
        ("layer.bias && true", "&", "not an expression", "did you mean `and`?"),
        ("layer.index = 1", "=", "not an expression", "did you mean `==`?"),
        ("", "", "an expression is missing", ""),
        ("   ", " ", "an expression is missing", ""),
    ],
)  # fmt: skip
def test_refusals(text: str, under: str, message: str, hint: str) -> None:
    refused = refusal(text)
    assert message in refused.message
    assert hint in refused.hint
    if under:
        assert text[refused.offset : refused.offset + max(refused.length, len(under))].startswith(
            under[: refused.length]
        )
        assert refused.offset == text.rindex(under) if text.count(under) == 1 else True


def test_a_condition_is_asked_for() -> None:
    assert "not a condition" in refusal("layer.index", condition=True).message


def test_the_caret_stands_right_behind_letters_of_several_bytes_and_on_later_lines() -> None:
    text = '"é→" == layer.name and\n    layer.rol == "conv"'
    refused = refusal(text)
    assert text[refused.offset : refused.offset + refused.length] == "rol"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 300 + "1" + ")" * 300, "-" * 1900 + "1", "not " * 400 + "true", "1" + "+1" * 900, "layer" + ".model" * 200,
        "9" * 1990, "x" * (MAX_LENGTH + 1), "[" * 900, "f(" * 500, "any(" * 60 + "true" + ")" * 60, "\0", "1\x00", "\ud800", "'\\N{x}'",
        "any(any(any(z.bias for z in y.consumers) for y in x.consumers) for x in model.layers)",
        "1 if " * 300 + "true", "lambda: " * 200 + "1", "a" + "[0]" * 600, "(" * 90 + "-" * 1800 + "1" + ")" * 90 + "(1)",
    ],
)  # fmt: skip
def test_what_is_too_much_is_refused_or_compiled_but_never_an_error_of_ours(text: str) -> None:
    refused = refusal_of(text)
    assert refused is None or (0 <= refused.offset <= len(text) and len(refused.message) < 300)


WORDS = [
    "model", "layer", ".", "name", "kernel", "layers", "final", "receptive_field", "coverage", "size",
    "(", ")", "[", "]", "0", "1", "-1", "0.5",
    "+", "-", "*", "/", "//", "%", "<", "<=", "==", "!=", "in", "not", "and", "or", "is", "known", "unknown", "any", "all", "count",
    "sum", "min", "max", "len", "first", "for", "x", "if", "else", ",", ":", '"conv"', "role", "true", "output_shape", "consumers",
]  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)))
def test_any_text_is_compiled_or_refused_and_then_evaluates(text: str) -> None:
    refused = refusal_of(text)
    if refused is None:
        value_of(text)
    else:
        assert 0 <= refused.offset <= max(len(text), 1)
        assert refused.length >= 1


ATOMS = st.sampled_from(
    ["layer.index", "layer.parameters", "layer.rate", "1", "0", "0.5", "layer.kernel[0]", "layer.kernel[9]", "len(model.layers)",
     "model.final.receptive_field.coverage", "sum(x.parameters for x in layer.consumers)", "min(x.index for x in layer.consumers)"]
)  # fmt: skip
NUMERIC = st.recursive(
    ATOMS,
    lambda inner: st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), inner).map("({0[0]} {0[1]} {0[2]})".format),
    max_leaves=6,
)  # fmt: skip
CONDITIONS = st.recursive(
    st.tuples(NUMERIC, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), NUMERIC).map(" ".join),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda text: f"not ({text})"),
    ),
    max_leaves=5,
)


@given(CONDITIONS, st.sampled_from(range(6)))
def test_well_typed_conditions_are_true_false_or_unknown(text: str, layer: int) -> None:
    result = value_of(text, layer=layer)
    assert result is True or result is False or result is UNKNOWN
    opposite = value_of(f"not ({text})", layer=layer)
    assert opposite is (UNKNOWN if result is UNKNOWN else not result)


def test_names_of_other_objects_are_only_what_the_scope_says() -> None:
    scope = Scope({"thing": {"size": Attribute(list_of(Type("thing")), lambda thing: thing)}}).bind("it", Type("thing"))
    assert compile_expression("it.size[0].size", scope).type == list_of(Type("thing"))
    with pytest.raises(Refusal):
        compile_expression("it.size.size", scope)
