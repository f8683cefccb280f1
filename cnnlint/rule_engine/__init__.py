"""Loads, types and evaluates rules. Knows no Python source and no output format.

A rule file is read to a small tree with places (`document`), taken apart (`reader`, `loader`) and its expressions are typed against the
schema (`schema`) and compiled to closures (`compiler`); `evaluate` runs them over the views of an analysed file (`views`).
"""

from cnnlint.rule_engine.check import Checked, check_file
from cnnlint.rule_engine.errors import RuleError
from cnnlint.rule_engine.evaluate import evaluate
from cnnlint.rule_engine.loader import read_rule
from cnnlint.rule_engine.rule import Rule
from cnnlint.rule_engine.shelf import Shelf, load_rules, shipped_rules, shipped_rules_path, with_params

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
