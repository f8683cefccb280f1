"""What the IR says beyond what `ast` can confirm, and that the room stays cheap to enter."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cnnlint.syntax import ir, parse

from .walking import covered, nodes


def _only(text: str) -> ir.Stmt:
    module = parse(text)
    assert module.faults == ()
    (statement,) = module.body
    return statement


def _value(text: str) -> ir.Expr:
    statement = _only(text)
    assert isinstance(statement, ir.ExprStmt)
    return statement.value


def test_libcst_is_not_imported_before_something_is_parsed() -> None:
    code = "import sys, cnnlint.syntax, cnnlint.syntax.store; sys.exit('libcst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_docstrings_stand_apart_from_the_body() -> None:
    module = parse('"module"\n\ndef f():\n    """function"""\n\nclass A:\n    ("cl" "ass")\n    x = 1\n')
    function, cls = module.body
    assert isinstance(function, ir.FunctionDef)
    assert isinstance(cls, ir.ClassDef)
    assert (module.docstring, function.docstring, cls.docstring) == ("module", "function", "class")
    assert function.body == ()
    assert len(cls.body) == 1


@pytest.mark.parametrize("text", ["f'{x}'", "b'x'", "1", "x"])
def test_other_expressions_are_no_docstring(text: str) -> None:
    module = parse(text)
    assert module.docstring is None
    assert len(module.body) == 1


@pytest.mark.parametrize(
    ("text", "covers"),
    [
        ("(((a . b)))", "a . b"),
        ("(f) ( x )", "(f) ( x )"),
        ("(a) + (b)", "(a) + (b)"),
        ("(1, 2)", "(1, 2)"),
        ("((1, 2))", "(1, 2)"),
        ("x = 1 ,  # one\n", "x = 1 ,"),
        ("@d\nasync def name(): pass", "name"),
        ("@d\nclass Name(B): pass", "Name"),
        ("if a:\n    b  # c\n\n# d\n", "if a:\n    b"),
        ("for a in b: c;\n", "for a in b: c"),
        ("class A[T: int = str, *Ts = *U, **P](B): pass", "A"),
        ("type X[T] = list[T]", "type X[T] = list[T]"),
    ],
)
def test_span(text: str, covers: str) -> None:
    statement = _only(text)
    node = statement.value if isinstance(statement, ir.ExprStmt) else statement
    assert covered(text, node.span) == covers


def test_span_of_a_parameter_covers_its_name_and_annotation() -> None:
    text = "def f(a, b: int = 1, *c: d, **e): pass"
    function = _only(text)
    assert isinstance(function, ir.FunctionDef)
    assert [covered(text, parameter.span) for parameter in function.parameters] == ["a", "b: int", "c: d", "e"]
    assert [parameter.kind for parameter in function.parameters] == ["normal", "normal", "star", "double_star"]


@pytest.mark.parametrize(
    "text",
    [
        "f'a{x}b{y.z!r:>{w}}'",
        "f'''{\n  x} { y }'''",
        "rf'\\{x}' 'b' f'{y}'",
        "f'{x['k']}{f'{y}'}'",
        "f'{x=}{ y = !s:>{z}}'",
        "f'é😀{x}'",
        "x = 'é😀'; y",
    ],
)
def test_names_stand_where_their_spans_say(text: str) -> None:
    found = [node for node in nodes(parse(text)) if isinstance(node, ir.Name)]
    assert found
    assert [covered(text, name.span) for name in found] == [name.id for name in found]


def test_f_string_parts() -> None:
    value = _value("f'a{x!r:>{w}}' 'b' f'{ y = }'")
    assert isinstance(value, ir.FString)
    text, first, between, second = value.parts
    assert (text, between) == ("a", "b")
    assert isinstance(first, ir.Formatted)
    assert isinstance(second, ir.Formatted)
    assert (first.conversion, first.debug) == ("r", "")
    assert first.format is not None
    assert first.format.parts[0] == ">"
    # What `{y=}` shows is the repr, unless a format or a conversion is given.
    assert (second.conversion, second.debug) == ("r", " y = ")
    plain = _value("f'{y=:>3}'")
    assert isinstance(plain, ir.FString)
    assert isinstance(plain.parts[0], ir.Formatted)
    assert plain.parts[0].conversion is None


def test_a_type_alias_is_an_assignment() -> None:
    statement = _only("type Pair[T] = tuple[T, T]")
    assert isinstance(statement, ir.Assign)
    assert [target.id for target in statement.targets if isinstance(target, ir.Name)] == ["Pair"]


def test_elif_is_an_if_in_the_other_branch() -> None:
    statement = _only("if a: pass\nelif b: pass\nelse: c\n")
    assert isinstance(statement, ir.If)
    (inner,) = statement.orelse
    assert isinstance(inner, ir.If)
    assert len(inner.orelse) == 1


def test_identifiers_are_normalised() -> None:
    value = _value("ﬁt.ﬁt")
    assert isinstance(value, ir.Attribute)
    assert value.attr == "fit"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0x" + "f" * 3000, 16**3000 - 1),
        ("1_0.5_0", 10.5),
        ("1e999", float("inf")),
        ("rb'\\x00'", b"\\x00"),
        ("'\\ud800'", "\ud800"),
    ],
)
def test_constants(text: str, value: object) -> None:
    statement = _only(f"x = {text}")
    assert isinstance(statement, ir.Assign)
    assert isinstance(statement.value, ir.Constant)
    assert statement.value.value == value


def test_async_forms_are_the_ordinary_statements() -> None:
    function = _only("async def f():\n    async with a: pass\n    async for b in c: pass\n")
    assert isinstance(function, ir.FunctionDef)
    assert function.is_async
    assert [type(statement) for statement in function.body] == [ir.With, ir.For]


@pytest.mark.parametrize(
    ("body", "is_generator"),
    [
        ("yield", True),
        ("x = yield from y", True),
        ("lambda: (yield)", False),
        ("def g(): yield", False),
        ("return", False),
    ],
)
def test_generators(body: str, is_generator: bool) -> None:
    function = _only(f"def f():\n    {body}\n")
    assert isinstance(function, ir.FunctionDef)
    assert function.is_generator is is_generator


def test_parsing_works_near_the_end_of_the_stack() -> None:
    text = "x = " + "+".join("a" * 400)

    def at_depth(depth: int) -> ir.Module:
        return parse(text) if depth == 0 else at_depth(depth - 1)

    assert at_depth(700 - _depth_here()).faults == ()


def _depth_here() -> int:
    depth, frame = 0, sys._getframe()
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    return depth
