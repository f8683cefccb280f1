"""Every key of a rule file, declared once: the loader takes them by it, and the JSON Schema for editors is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from cnnlint.diagnostics import SEVERITIES
from cnnlint.rule_engine.rule import PERSONAS, STATUSES, ForEach

# What stands under a key: `value` is any scalar or list of scalars, `table` has the keys of `inner`, `tables` is a list of such,
# `fixes` a table or a list of such, `names` a table whose keys are the writer's own and whose values are of `each`.
Kind: TypeAlias = Literal[
    "text", "template", "expression", "choice", "number", "truth", "value", "texts", "notes", "table", "tables", "names", "params", "fixes"
]  # fmt: skip

CODE: Final = "[A-Z]{2,10}[0-9]{3,4}"
WORDS: Final = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
VERSION: Final = r"[0-9]+(\.[0-9]+)*"
FRAMEWORKS: Final = ("torch", "keras")
PARAMETER_TYPES: Final = ("number", "text", "bool", "numbers", "texts")


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what stands under it and what it means. `pattern` confines a text, and `shape` says in words how."""

    kind: Kind
    doc: str
    required: bool = False
    pattern: str = ""
    shape: str = ""
    choices: tuple[str, ...] = ()
    inner: Mapping[str, Key] | None = None
    each: Kind = "expression"


Keys: TypeAlias = Mapping[str, Key]

PARAMETER: Final[Keys] = {
    "type": Key("choice", "`number`, `text`, `bool`, `numbers` or `texts`; else that of the default", choices=PARAMETER_TYPES),
    "default": Key("value", "its value where a project sets none", required=True),
    "min": Key("value", "the least number that it may be"),
    "max": Key("value", "the greatest number that it may be"),
    "choices": Key("texts", "the texts that it may be"),
    "doc": Key("text", "what it is for"),
}  # fmt: skip

LABEL: Final[Keys] = {
    "at": Key("expression", "the place", required=True),
    "text": Key("template", "the word there", required=True),
}

NOTE: Final[Keys] = {
    "when": Key("expression", "a condition; without it the text always stands"),
    "text": Key("template", "the help", required=True),
}

DOCS: Final[Keys] = {
    "what": Key("text", "what the rule finds", required=True),
    "why": Key("text", "why that matters"),
    "mend": Key("text", "how to mend it"),
    "unless": Key("text", "when it is fine"),
    "references": Key("texts", "the sources"),
}

FIX: Final[Keys] = {
    "safe": Key("truth", "whether the program means the same afterwards", required=True),
    "description": Key("template", "what the fix does", required=True),
    "when": Key("expression", "a condition; of several fixes the first is taken that can be made"),
    "of": Key("expression", "the place of the call, or a list of places that are all edited", required=True),
    "calls": Key("texts", "the functions, by the last part of their names, that may stand there; else any"),
    "name": Key("template", "the keyword of an argument that is set"),
    "position": Key("number", "an argument's position, where it may stand without its keyword"),
    "value": Key("template", "what it is set to"),
    "factors": Key("expression", "sizes that the value is the product of: a product that stands there keeps its form"),
    "was": Key("expression", "what the product that stands there comes to"),
    "entry": Key("expression", "in place of `name`: which entry of the shape that a tensor is to take is set"),
    "append": Key("template", "what is put behind the argument at `position`, or behind what is called"),
    "before": Key("template", "a layer that is put in front of the one that is built there"),
    "behind": Key("template", "a layer that is put behind the one that is built there"),
    "rename": Key("template", "what is called instead"),
    "become": Key("template", "a call that is made instead, of what stands beside the name that is called"),
    "unwrap": Key(
        "number", "the position of the argument that is left of the call; of a method what it belongs to is the first"
    ),
    "hold": Key("template", "the container that the list is put into in which the call stands"),
    "keyword": Key("template", "what the keyword `name` is called instead"),
    "first": Key("template", "a statement at the head of the `__init__` that the place stands in"),
}

_SIZE: Final = r"([1-9][0-9]{0,8}|[A-Za-z_]\w*)"

GOOD: Final[Keys] = {
    "code": Key("text", "the program", required=True),
    "input": Key(
        "text",
        "the input's size",
        pattern=rf"{_SIZE}(\s*,\s*{_SIZE})*",
        shape="sizes with commas between them, such as N,3,32,32",
    ),
}
BAD: Final[Keys] = {**GOOD, "expect": Key("text", "a part of the message")}

EXAMPLES: Final[Keys] = {
    "bad": Key("tables", "programs that the rule must find", inner=BAD),
    "good": Key("tables", "programs that it must not", inner=GOOD),
    "none": Key("text", "why no program can show what the rule finds"),
}

RULE: Final[Keys] = {
    "schema": Key("number", "the version of what rules may ask for that the rule is written for"),
    "extends": Key("text", "the code or name of a rule that this one is but for the keys that it sets", pattern=f"{CODE}|{WORDS}",
                   shape="the code or name of a rule"),
    "id": Key("text", "its code: capitals and three or four digits", required=True, pattern=CODE,
              shape="capitals and three or four digits, such as CNN201"),
    "name": Key("text", "its name: lower case words with `-` between them", required=True, pattern=WORDS,
                shape="lower case words with `-` between them"),
    "status": Key("choice", "`preview` and `deprecated` rules are in force only where they are selected by name", choices=STATUSES),
    "persona": Key("choice", "`pedantic` rules are in force only with `--persona pedantic`, or selected by name", choices=PERSONAS),
    "since": Key("text", "the version that it came with", pattern=VERSION, shape="a version, such as 0.1.0"),
    "severity": Key("choice", "how grave it is; `error` is for what cannot work", required=True, choices=SEVERITIES),
    "category": Key("text", "a word to select rules by (default: custom)", pattern=WORDS, shape="lower case words with `-` between them"),
    "frameworks": Key("texts", "the frameworks that it is about; else all", choices=FRAMEWORKS),
    "for_each": Key("choice", "what it is evaluated for", required=True, choices=get_args(ForEach)),
    "chain": Key("names", "with `for_each: chain`: a name and a condition for each layer in a row"),
    "through": Key("expression", "with `for_each: chain`: what may stand between the layers of the chain, a condition on `layer`"),
    "where": Key("expression", "a condition: what the rule is about"),
    "let": Key("names", "names for what is used more than once"),
    "when": Key("expression", "a condition: what is wrong"),
    "params": Key("params", "what a project may set: `name: default`, or a table with type and bounds", inner=PARAMETER),
    "at": Key("expression", "where to point"),
    "label": Key("template", "the word there"),
    "labels": Key("tables", "further places", inner=LABEL),
    "message": Key("template", "one line with `{placeholders}`", required=True),
    "note": Key("notes", "help: a text, or a list of texts and of `{when: …, text: …}`", inner=NOTE),
    "fix": Key("fixes", "how the source is mended: a table, or a list of such", inner=FIX),
    "docs": Key("table", "the rule's page", inner=DOCS),
    "examples": Key("table", "programs that the rule is tested on", inner=EXAMPLES),
}  # fmt: skip
