"""Loads, types and evaluates rules. Knows no Python source and no output format.

A rule file is read to a small tree with places (`document`), taken apart (`reader`, `loader`) and its expressions are typed against the
schema (`schema`) and compiled to closures (`compiler`); `evaluate` runs them over the views of an analysed file (`views`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnnlint.rule_engine.check import Checked, check_file
    from cnnlint.rule_engine.errors import RuleError
    from cnnlint.rule_engine.evaluate import evaluate
    from cnnlint.rule_engine.loader import read_rule
    from cnnlint.rule_engine.places import shipped_rules_path
    from cnnlint.rule_engine.rule import Rule
    from cnnlint.rule_engine.shelf import Shelf, load_rules, shipped_rules, with_params

__all__ = [
    "Checked",
    "Rule",
    "RuleError",
    "Shelf",
    "check_file",
    "evaluate",
    "load_rules",
    "read_rule",
    "shipped_rules",
    "shipped_rules_path",
    "with_params",
]
_HOMES = {
    "Checked": "check", "Rule": "rule", "RuleError": "errors", "check_file": "check", "evaluate": "evaluate", "read_rule": "loader",
    "shipped_rules_path": "places",
}  # fmt: skip


def __getattr__(name: str) -> object:
    """What is asked for, loaded then: a run that finds its results in the cache evaluates no rule."""
    if name in __all__:
        return getattr(import_module(f"cnnlint.rule_engine.{_HOMES.get(name, 'shelf')}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
