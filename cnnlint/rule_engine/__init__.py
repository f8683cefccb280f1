"""Loads, types and evaluates rules. Knows no Python source and no output format.

A rule file is read to a small tree with places (`document`), taken apart (`reader`, `loader`) and its expressions are typed against the
schema (`schema`) and compiled to closures (`compiler`); `evaluation` runs them over the views of an analysed file (`views`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.on_demand import names_of

if TYPE_CHECKING:
    from cnnlint.rule_engine.check import Checked, check_file
    from cnnlint.rule_engine.errors import RuleError
    from cnnlint.rule_engine.evaluation import evaluate
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
    "check": ("Checked", "check_file"),
    "errors": ("RuleError",),
    "evaluation": ("evaluate",),
    "loader": ("read_rule",),
    "places": ("shipped_rules_path",),
    "rule": ("Rule",),
    "shelf": ("Shelf", "load_rules", "shipped_rules", "with_params"),
}

__getattr__ = names_of(__name__, _HOMES)
