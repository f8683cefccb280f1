"""The intermediate representation: Python's abstract syntax in small frozen nodes with exact spans.

It is what the interpreter compiles and all that it ever sees of a file: no libcst type leaves the `syntax` room. Where Python has
several spellings of one thing, the IR has one (`elif` is an `If` in `orelse`, a decorator is an expression, implicit string
concatenation is one constant or one `FString`).
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from cnnlint.frozen import dataclass


class Span(NamedTuple):
    """A stretch of source: 1-based line and column of its first character, and of the character after its last."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Node:
    """What every node has: where it stands."""

    span: Span


# --- expressions ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constant(Node):
    value: object  # int | float | complex | str | bytes | bool | None | Ellipsis


@dataclass(frozen=True, slots=True)
class Name(Node):
    id: str


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    value: Expr
    attr: str


@dataclass(frozen=True, slots=True)
class Subscript(Node):
    value: Expr
    index: Expr  # several indexes are one Tuple


@dataclass(frozen=True, slots=True)
class Slice(Node):
    lower: Expr | None
    upper: Expr | None
    step: Expr | None


@dataclass(frozen=True, slots=True)
class Starred(Node):
    value: Expr


@dataclass(frozen=True, slots=True)
class Keyword(Node):
    name: str | None  # None: `**value`
    value: Expr


@dataclass(frozen=True, slots=True)
class Call(Node):
    func: Expr
    args: tuple[Expr, ...]  # a Starred among them is `*value`
    keywords: tuple[Keyword, ...]


@dataclass(frozen=True, slots=True)
class BinOp(Node):
    op: str  # + - * / // % ** @ << >> & | ^
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class UnaryOp(Node):
    op: str  # + - ~ not
    operand: Expr


@dataclass(frozen=True, slots=True)
class BoolOp(Node):
    op: str  # and or
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Compare(Node):
    left: Expr
    ops: tuple[str, ...]  # == != < <= > >= is, is not, in, not in
    comparators: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    test: Expr
    body: Expr
    orelse: Expr


@dataclass(frozen=True, slots=True)
class NamedExpr(Node):
    target: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    kind: str  # tuple list set
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class DictDisplay(Node):
    items: tuple[tuple[Expr | None, Expr], ...]  # a None key is `**value`


@dataclass(frozen=True, slots=True)
class Formatted(Node):
    """One `{value!conversion:format}` of an f-string."""

    value: Expr
    conversion: str | None  # s r a
    format: FString | None
    debug: str  # the text that `{x=}` repeats before the value, else ""


@dataclass(frozen=True, slots=True)
class FString(Node):
    parts: tuple[str | Formatted, ...]


@dataclass(frozen=True, slots=True)
class ForClause:
    target: Expr
    iterable: Expr
    conditions: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Comprehension(Node):
    kind: str  # list set dict generator
    element: Expr  # of a dict: the key
    value: Expr | None  # of a dict
    clauses: tuple[ForClause, ...]


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    name: str
    kind: str  # positional (before `/`), normal, star (`*args`), keyword (after `*`), double_star (`**kwargs`)
    default: Expr | None
    annotation: Expr | None


@dataclass(frozen=True, slots=True)
class Lambda(Node):
    parameters: tuple[Parameter, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Await(Node):
    value: Expr


@dataclass(frozen=True, slots=True)
class Yield(Node):
    value: Expr | None
    delegate: bool  # `yield from`


Expr: TypeAlias = (
    Constant
    | Name
    | Attribute
    | Subscript
    | Slice
    | Starred
    | Call
    | BinOp
    | UnaryOp
    | BoolOp
    | Compare
    | Conditional
    | NamedExpr
    | Sequence
    | DictDisplay
    | FString
    | Comprehension
    | Lambda
    | Await
    | Yield
)

# --- statements -------------------------------------------------------------------------------------------------------

Block: TypeAlias = "tuple[Stmt, ...]"


@dataclass(frozen=True, slots=True)
class ExprStmt(Node):
    value: Expr


@dataclass(frozen=True, slots=True)
class Assign(Node):
    targets: tuple[Expr, ...]  # `a = b = value` has two
    value: Expr


@dataclass(frozen=True, slots=True)
class AugAssign(Node):
    op: str
    target: Expr
    value: Expr


@dataclass(frozen=True, slots=True)
class AnnAssign(Node):
    target: Expr
    annotation: Expr
    value: Expr | None


@dataclass(frozen=True, slots=True)
class Return(Node):
    value: Expr | None


@dataclass(frozen=True, slots=True)
class Raise(Node):
    value: Expr | None
    cause: Expr | None


@dataclass(frozen=True, slots=True)
class Assert(Node):
    test: Expr
    message: Expr | None


@dataclass(frozen=True, slots=True)
class Delete(Node):
    targets: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Pass(Node):
    pass


@dataclass(frozen=True, slots=True)
class Break(Node):
    pass


@dataclass(frozen=True, slots=True)
class Continue(Node):
    pass


@dataclass(frozen=True, slots=True)
class If(Node):
    test: Expr
    body: Block
    orelse: Block


@dataclass(frozen=True, slots=True)
class For(Node):
    target: Expr
    iterable: Expr
    body: Block
    orelse: Block


@dataclass(frozen=True, slots=True)
class While(Node):
    test: Expr
    body: Block
    orelse: Block


@dataclass(frozen=True, slots=True)
class WithItem:
    context: Expr
    target: Expr | None


@dataclass(frozen=True, slots=True)
class With(Node):
    items: tuple[WithItem, ...]
    body: Block


@dataclass(frozen=True, slots=True)
class Handler(Node):
    type: Expr | None
    name: str | None
    body: Block


@dataclass(frozen=True, slots=True)
class Try(Node):
    body: Block
    handlers: tuple[Handler, ...]  # of `except*` too
    orelse: Block
    finalbody: Block


@dataclass(frozen=True, slots=True)
class FunctionDef(Node):
    """`span` covers the `def` line's name; `scope` facts are worked out once, when the file is lowered."""

    name: str
    parameters: tuple[Parameter, ...]
    body: Block
    decorators: tuple[Expr, ...]
    returns: Expr | None
    is_async: bool
    is_generator: bool
    docstring: str | None


@dataclass(frozen=True, slots=True)
class ClassDef(Node):
    """`span` covers the name."""

    name: str
    bases: tuple[Expr, ...]  # a Starred among them is `*bases`
    keywords: tuple[Keyword, ...]
    body: Block
    decorators: tuple[Expr, ...]
    docstring: str | None


@dataclass(frozen=True, slots=True)
class ImportAlias:
    name: str  # dotted for `import a.b`; "*" for `from m import *`
    asname: str | None


@dataclass(frozen=True, slots=True)
class Import(Node):
    names: tuple[ImportAlias, ...]


@dataclass(frozen=True, slots=True)
class ImportFrom(Node):
    module: str  # dotted, "" for `from . import x`
    level: int  # number of leading dots
    names: tuple[ImportAlias, ...]


@dataclass(frozen=True, slots=True)
class Global(Node):
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nonlocal(Node):
    names: tuple[str, ...]


# --- match ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MatchValue(Node):
    value: Expr  # a constant (compared with `is` for None, True, False), or a dotted name


@dataclass(frozen=True, slots=True)
class MatchCapture(Node):
    pattern: Pattern | None  # `pattern as name`; None: matches all
    name: str | None  # None: `_`


@dataclass(frozen=True, slots=True)
class MatchStar(Node):
    name: str | None


@dataclass(frozen=True, slots=True)
class MatchSequence(Node):
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class MatchMapping(Node):
    keys: tuple[Expr, ...]
    patterns: tuple[Pattern, ...]
    rest: str | None


@dataclass(frozen=True, slots=True)
class MatchClass(Node):
    cls: Expr
    patterns: tuple[Pattern, ...]
    names: tuple[str, ...]
    named_patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class MatchOr(Node):
    patterns: tuple[Pattern, ...]


Pattern: TypeAlias = "MatchValue | MatchCapture | MatchStar | MatchSequence | MatchMapping | MatchClass | MatchOr"


@dataclass(frozen=True, slots=True)
class Case:
    pattern: Pattern
    guard: Expr | None
    body: Block


@dataclass(frozen=True, slots=True)
class Match(Node):
    subject: Expr
    cases: tuple[Case, ...]


Stmt: TypeAlias = (
    ExprStmt
    | Assign
    | AugAssign
    | AnnAssign
    | Return
    | Raise
    | Assert
    | Delete
    | Pass
    | Break
    | Continue
    | If
    | For
    | While
    | With
    | Try
    | FunctionDef
    | ClassDef
    | Import
    | ImportFrom
    | Global
    | Nonlocal
    | Match
)

# --- a file -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """Why a file could not be read as Python, in words, and where (1-based)."""

    message: str
    line: int
    column: int
    is_certain: bool = True  # False: Python may well read the file, but cnnlint does not


@dataclass(frozen=True, slots=True)
class Module:
    """A whole file. `faults` is not empty where it did not parse; `body` is then empty."""

    body: Block
    docstring: str | None
    faults: tuple[SyntaxFault, ...]
