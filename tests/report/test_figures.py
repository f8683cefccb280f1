from fractions import Fraction

import pytest

from cnnlint.graph import AxisField, Field, Input, Model, Place
from cnnlint.graph.model import of_one_sample
from cnnlint.report import figures
from cnnlint.report.measure import figure, measure
from cnnlint.symbolic import parse_size
from support.models import field, place


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1 k"),
        (194_688, "195 k"),
        (999_499, "999 k"),
        (999_500, "1 M"),
        (10_616_832, "10.6 M"),
        (99_960_000, "100 M"),
        (28_653_696_000, "28.7 G"),
        (10**15, "1 P"),
        (10**21, "1e+06 P"),
        (parse_size("3*H"), "3*H"),
    ],
)
def test_rounded_keeps_three_figures(count: int, text: str) -> None:
    assert figures.rounded(count) == text


@pytest.mark.parametrize(
    ("parameters", "text"),
    [(0, "0.00 MB"), (55_744, "0.21 MB"), (25_557_032, "97.5 MB"), (143_667_240, "548 MB"), (parse_size("8*C"), None)],
)
def test_megabytes(parameters: int, text: str | None) -> None:
    assert figures.megabytes(parameters) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.25, "25 %"), (0.107, "11 %"), (0.999, "99 %"), (1.0, "100 %"), (0, "0 %")]
)
def test_percent_never_rounds_up_to_all(share: float, text: str) -> None:
    assert figures.percent(share) == text


def test_percents_of_several_axes() -> None:
    assert figures.percents([0.25, 0.25]) == "25 %"
    assert figures.percents([0.25, 0.5]) == "25×50 %"


@pytest.mark.parametrize(("batch", "cost"), [("N", "H*W"), ("16", "H*N*W"), ("N + M", "H*N*W")])
def test_a_batch_without_a_number_counts_once(batch: str, cost: str) -> None:
    first = parse_size(batch)
    model = Model("m", "torch", place(1), (Input("x", (first, 3, parse_size("H"), parse_size("W"))),), (), ())
    macs = parse_size("H*N*W")
    assert str(of_one_sample(model, macs)) == cost


def test_sides_and_shapes() -> None:
    assert figures.sides((7, 7)) == "7×7"
    assert figures.sides((5, parse_size("H - 4"))) == "5×(H - 4)"
    assert figures.shape_text((parse_size("N"), 26, 26, 32)) == "N, 26, 26, 32"
    assert figures.shape_text(()) == "scalar"
    assert figures.shape_text(None) == "?"
    assert figures.tuple_text((8,)) == "(8,)"
    assert figures.tuple_text(None) == "of unknown shape"


def test_figures_are_ints_where_whole() -> None:
    assert repr([figure(Fraction(4, 2)), figure(Fraction(1, 2)), figure(2.0)]) == "[2, 0.5, 2]"


def test_measures_of_a_known_field() -> None:
    measured = measure(field(7, spread=2.0))
    assert measured.size == (7, 7)
    assert measured.effective == (5.66, 5.66)  # 4 times the square root of 2
    assert measured.coverage == (0.25, 0.25)
    assert measured.start == (0, 0)
    assert not measured.is_global


def test_effective_field_is_at_most_the_field() -> None:
    assert measure(field(7, spread=100.0)).effective == (7, 7)


def test_an_axis_read_whole_has_the_size_of_the_input() -> None:
    measured = measure(field(7, whole=True))
    assert (measured.size, measured.coverage, measured.effective) == ((28, 28), (1.0, 1.0), (28, 28))
    assert figures.field_text(measured) == "all"


def test_a_field_larger_than_the_input_covers_more_than_all_and_sees_all() -> None:
    measured = measure(field(56))
    assert measured.coverage == (2.0, 2.0)
    assert measured.seen == (1.0, 1.0)


def test_what_hangs_on_unknown_sizes_is_none() -> None:
    axis = AxisField(size=parse_size("2*K + 1"), low=None, step=Fraction(1, 2))
    measured = measure(Field((parse_size("H"),), (axis,), ((Place(2),),)))
    assert (measured.start, measured.effective, measured.coverage, measured.step) == ((None,), (None,), None, (0.5,))
