import pytest

from cnnlint.report.style import Style, wants_colour


@pytest.mark.parametrize(
    ("terminal", "environment", "colour"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (False, {"FORCE_COLOR": "1"}, True),
        (True, {"FORCE_COLOR": "0"}, False),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_only_where_somebody_looks(terminal: bool, environment: dict[str, str], colour: bool) -> None:
    assert wants_colour(terminal, environment) is colour


def test_paint() -> None:
    assert Style().paint("error", "x") == "x"
    assert Style(colour=True).paint("error", "x") == "\x1b[1;31mx\x1b[0m"
    assert Style(colour=True).paint("error", "") == ""
