"""What rules may ask for is documented whole: each field has an example that is typed, and each number a unit."""

from __future__ import annotations

import pytest

from cnnlint.rule_engine.expression import compile_condition
from cnnlint.rule_engine.schema import SCHEMA
from cnnlint.rule_engine.scope import Scope
from cnnlint.rule_engine.types import NUMBER, Type
from cnnlint.rule_engine.usage import EXAMPLES, UNITS


@pytest.mark.parametrize("object_", SCHEMA)
def test_every_field_has_an_example_that_is_a_condition_about_it(object_: str) -> None:
    assert EXAMPLES[object_].keys() <= SCHEMA[object_].keys()
    missing = SCHEMA[object_].keys() - EXAMPLES[object_].keys()
    assert object_ == "details" or not missing, missing  # those of facts are asked for one by one
    for field, text in EXAMPLES[object_].items():
        assert f"{object_}.{field}" in text
        compile_condition(text, Scope(SCHEMA).bind(object_, Type(object_)))


def test_every_number_has_a_unit_and_nothing_else() -> None:
    for object_, fields in SCHEMA.items():
        numbers = {name for name, field in fields.items() if NUMBER in (field.type, field.type.item)}
        assert UNITS.get(object_, {}).keys() <= numbers, object_
        assert object_ == "details" or UNITS.get(object_, {}).keys() == numbers, object_
