from dataclasses import replace

from cnnlint.graph import Unresolved
from cnnlint.interpreter.outcome import Fact
from cnnlint.report import markdown
from support.models import digits, nested, place

DIGITS_MARKDOWN = """\
### sequential

keras · digits.py:5 · input (N, 28, 28, 1), from input\\_shape at line 6

| layer | type | output | params | MACs | field | sees |
| --- | --- | --- | ---: | ---: | ---: | ---: |
| conv2d | Conv2D | N, 26, 26, 32 | 320 | 195 k | 3×3 | 11 % |
| conv2d\\_1 | Conv2D | N, 24, 24, 64 | 18,496 | 10.6 M | 5×5 | 18 % |
| conv2d\\_2 | Conv2D | N, 22, 22, 64 | 36,928 | 17.8 M | 7×7 | 25 % |

55,744 parameters, all trainable (0.21 MB) · 28.7 M MACs

A unit of the last map sees 7×7 of the 28×28 input (25 % of each side), step 1."""


def test_the_digit_example() -> None:
    assert "\n".join(markdown.render([digits()])) == DIGITS_MARKDOWN


def test_nested_layers_are_indented() -> None:
    assert any(line.startswith("| &emsp;&emsp;conv1 |") for line in markdown.render([nested()]))


def test_what_would_be_markup_is_escaped() -> None:
    analysis = digits()
    analysis.models[0].name = "a|b<script>*"
    analysis.models[0].layers[0].name = "x|y\n# heading"
    text = "\n".join(markdown.render([analysis]))
    assert "### a\\|b\\<script\\>\\*" in text
    assert "| x\\|y\\\\x0a# heading |" in text


def test_faults_and_what_was_not_understood_are_lists() -> None:
    analysis = digits()
    analysis.models[0].unresolved = (Unresolved("a.py", 3, "no idea"),)
    fact = Fact("feature-mismatch", "fc1 takes 400", place(14))
    analysis = replace(analysis, facts=(fact,), fact_models=analysis.models)
    lines = list(markdown.render([analysis]))
    assert "- digits.py:14  fc1 takes 400" in lines
    assert "- a.py:3  no idea" in lines
